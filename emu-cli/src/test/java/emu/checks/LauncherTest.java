package emu.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code emu} in a project of its own, with a JDK and a Maven that only say how they
 * are called.
 */
class LauncherTest {
  private static final String BUILDING = "emu: building (once)";
  private static final String FLAGS = "emu-cli/src/main/resources/emu/cli/jvm/flags";

  @TempDir Path project;

  private Path source;
  private Path jar;

  private record Run(int status, List<String> out, String err) {}

  @BeforeEach
  void makeProject() throws IOException {
    Files.copy(Project.root().resolve("emu"), project.resolve("emu"));
    Files.createFile(project.resolve("pom.xml"));
    for (String module : List.of("emu-core", "emu-jit", "emu-devices", "emu-cli")) {
      Files.createDirectories(project.resolve(module).resolve("src/main/java"));
      Files.createFile(project.resolve(module).resolve("pom.xml"));
    }
    source = Files.createFile(project.resolve("emu-core/src/main/java/A.java"));
    jar = project.resolve("emu-cli/target/emu.jar");
    script("jdk/bin/javac", "exit 1");
    script("jdk/bin/java", "printf '%s\\n' \"$@\"");
    Files.writeString(project.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
    maven("echo \"$JAVA_HOME\" \"$@\"; touch emu-cli/target/emu.jar");
    age(Duration.ofMinutes(2));
  }

  private void maven(String command) throws IOException {
    script("bin/mvn", command);
  }

  private void script(String name, String command) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void age(Duration age) throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        setAge(file, age);
      }
    }
  }

  private static void setAge(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(System.currentTimeMillis() - age.toMillis()));
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(project, "out", "");
    Path err = Files.createTempFile(project, "err", "");
    var command = Stream.concat(Stream.of("bash", "emu"), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).directory(project.toFile());
    var environment = builder.environment();
    environment.put("JAVA_HOME", project.resolve("jdk").toString());
    environment.put("PATH", project.resolve("bin") + ":" + environment.get("PATH"));
    environment.remove("EMU_JAVA_OPTS");
    int status = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Run(status, Files.readAllLines(out), Files.readString(err));
  }

  @Test
  void buildsOnceAndPassesArgumentsOn() throws Exception {
    Run first = run("run", "-append", "a b", "");
    assertEquals(0, first.status(), first.err());
    assertTrue(first.err().startsWith(BUILDING), first.err());
    int end = first.out().size();
    assertEquals("@" + project.toRealPath().resolve(FLAGS), first.out().getFirst());
    assertTrue(Files.exists(Project.root().resolve(FLAGS)));
    assertEquals(
        List.of("-jar", jar.toRealPath().toString(), "run", "-append", "a b", ""),
        first.out().subList(end - 6, end));
    assertTrue(
        Files.readString(jar.resolveSibling("emu-build.log")).startsWith(project + "/jdk "),
        "Maven runs on the JDK that was found");

    Run second = run();
    assertEquals(0, second.status());
    assertEquals("", second.err());
  }

  @Test
  void buildsAgainWhenASourceIsNewer() throws Exception {
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
    setAge(jar, Duration.ofMinutes(1));
    assertEquals("", run().err());
    setAge(source, Duration.ZERO);
    assertTrue(run().err().startsWith(BUILDING));
  }

  @Test
  void makesAnAotCacheForEachJar() throws Exception {
    Path cache = project.toRealPath().resolve("emu-cli/target/emu.aot");
    script(
        "jdk/bin/java",
        """
        printf '%s\\n' "$@"
        case "$2" in -XX:AOTCacheOutput=*) echo cache >"${2#*=}";; esac
        """);
    assertEquals("-XX:AOTCache=" + cache, run().out().get(1));
    setAge(cache, Duration.ofMinutes(1));
    setAge(jar, Duration.ofMinutes(1));
    Files.writeString(cache, "made for this jar");
    run();
    assertEquals("made for this jar", Files.readString(cache));
    setAge(cache, Duration.ofMinutes(2));
    run();
    assertEquals("cache\n", Files.readString(cache));
  }

  @Test
  void aJvmThatMakesNoAotCacheIsNotAskedAgain() throws Exception {
    Path cache = jar.resolveSibling("emu.aot");
    assertEquals("-jar", run().out().get(1));
    assertEquals(0, Files.size(cache));
    FileTime made = Files.getLastModifiedTime(cache);
    assertEquals("-jar", run().out().get(1));
    assertEquals(made, Files.getLastModifiedTime(cache));
  }

  @Test
  void saysWhyABuildFailed() throws Exception {
    maven("echo '[INFO] compiling'; echo '[ERROR] A.java: broken'; exit 1");
    Run run = run();
    assertEquals(1, run.status());
    assertEquals(List.of(), run.out());
    assertTrue(run.err().contains("[ERROR] A.java: broken\nemu: the build failed"), run.err());
  }

  @Test
  void passesOverAnotherJdk() throws Exception {
    Files.writeString(project.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
    run();
    Path log = jar.resolveSibling("emu-build.log");
    assertTrue(Files.notExists(log) || !Files.readString(log).startsWith(project + "/jdk "));
  }
}
