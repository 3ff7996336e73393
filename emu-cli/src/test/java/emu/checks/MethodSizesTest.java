package emu.checks;

import static emu.checks.MethodSizes.INLINE_LIMIT;
import static emu.checks.MethodSizes.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.checks.MethodSizes.Method;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodSizesTest {
  /**
   * Methods on the per-instruction path that may exceed the inlining limit, one a line, each with
   * its reason.
   */
  private static final String EXCEPTIONS = "/emu/checks/large-methods.txt";

  private static List<Method> methods;

  @TempDir Path folder;

  @BeforeAll
  static void readAllModules() {
    List<Path> folders = Project.classFolders();
    assertTrue(folders.size() >= 4, "modules built: " + folders);
    methods = MethodSizes.read(folders);
  }

  @Test
  void noMethodIsTooLargeForTheCompiler() {
    assertEquals(
        List.of(),
        methods.stream().filter(method -> method.size() > LIMIT).toList(),
        "HotSpot compiles no method over " + LIMIT + " bytes: split it");
  }

  @Test
  void noMethodOnTheInstructionPathIsTooLargeToInline() throws IOException {
    var large =
        methods.stream()
            .filter(Method::isOnInstructionPath)
            .filter(method -> method.size() > INLINE_LIMIT)
            .collect(Collectors.groupingBy(Method::id));
    var exceptions = exceptions();
    var unlisted = new TreeSet<>(large.keySet());
    unlisted.removeAll(exceptions.keySet());
    assertEquals(
        List.of(),
        unlisted.stream().flatMap(id -> large.get(id).stream()).toList(),
        "over " + INLINE_LIMIT + " bytes: split it, or list it with a reason in large-methods.txt");
    var stale = new TreeSet<>(exceptions.keySet());
    stale.removeAll(large.keySet());
    assertTrue(stale.isEmpty(), "no longer large, take it from large-methods.txt: " + stale);
  }

  @Test
  void countsTheBytesOfEachMethod() throws IOException {
    ClassFile.of()
        .buildTo(
            folder.resolve("Big.class"),
            ClassDesc.of("emu.core.insn.Big"),
            type ->
                type.withMethodBody(
                    "run",
                    ConstantDescs.MTD_void,
                    ClassFile.ACC_STATIC,
                    code -> {
                      for (int i = 0; i < LIMIT; i++) {
                        code.nop();
                      }
                      code.return_();
                    }));
    var expected = new Method("emu.core.insn", "Big", "run", LIMIT + 1);
    assertEquals(List.of(expected), MethodSizes.read(List.of(folder)));
    assertTrue(expected.isOnInstructionPath());
  }

  private static Map<String, String> exceptions() throws IOException {
    Map<String, String> exceptions = new HashMap<>();
    try (var stream = MethodSizesTest.class.getResourceAsStream(EXCEPTIONS)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] idAndReason = line.split(":", 2);
        assertTrue(
            idAndReason.length == 2 && !idAndReason[1].isBlank(), "no reason given: " + line);
        exceptions.put(idAndReason[0].strip(), idAndReason[1].strip());
      }
    }
    return exceptions;
  }
}
