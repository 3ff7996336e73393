package emu.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may import what. */
class BordersTest {
  private static final DescribedPredicate<JavaClass> IN_JAVA_BASE =
      DescribedPredicate.describe("are in java.base", BordersTest::isInJavaBase);

  /**
   * What a device extends to be a function of a PCI device, as it implements BusDevice to have
   * registers.
   */
  private static final DescribedPredicate<JavaClass> PCI_SEAM =
      nameMatching("emu\\.devices\\.pci\\.Pci(Function|Bar)(\\$.*)?").forSubtype();

  private static JavaClasses project;

  @BeforeAll
  static void readAllModules() {
    project = new ClassFileImporter().importPaths(Project.classFolders());
  }

  private static boolean isInJavaBase(JavaClass type) {
    JavaClass element = type.getBaseComponentType();
    return element.isPrimitive()
        || Object.class.getModule().getPackages().contains(element.getPackageName());
  }

  private static void check(ArchRule rule) {
    // A package of which nothing is written yet breaks no rule.
    rule.allowEmptyShould(true).check(project);
  }

  @Test
  void coreNeedsNothingButJava() {
    check(
        classes()
            .that()
            .resideInAPackage("emu.core..")
            .should()
            .onlyDependOnClassesThat(resideInAPackage("emu.core..").or(IN_JAVA_BASE)));
  }

  /** The other package defines the class behind which HotSpot's interface for tests is. */
  @Test
  void rawMemoryIsReachedThroughOnePackage() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("emu.core.memory", "emu.jit.hotspot")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jdk.internal..", "sun.."));
  }

  @Test
  void memoryBusesAndTimeDoNotKnowTheProcessor() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("emu.core.bus", "emu.core.memory", "emu.core.time")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "emu.core.cpu",
                "emu.core.decode",
                "emu.core.insn",
                "emu.core.interp",
                "emu.core.mmu"));
  }

  @Test
  void jitNeedsCoreAsmAndCaffeine() {
    check(
        classes()
            .that()
            .resideInAPackage("emu.jit..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "emu.jit..",
                "emu.core..",
                "java..",
                "javax.management",
                "jdk.jfr",
                "jdk.internal.misc", // by which HotSpot takes compiler directives
                "org.objectweb.asm..",
                "com.github.benmanes.caffeine.."));
  }

  @Test
  void devicesNeedCore() {
    check(
        classes()
            .that()
            .resideInAPackage("emu.devices..")
            .and()
            .resideOutsideOfPackages("emu.devices.boot..", "emu.devices.decompress")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("emu.devices..", "emu.core..", "java.."));
  }

  @Test
  void loadersNeedCoreAndDecompressors() {
    check(
        classes()
            .that()
            .resideInAnyPackage("emu.devices.boot..", "emu.devices.decompress")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "emu.devices.boot..",
                "emu.devices.decompress",
                "emu.devices.elf..",
                "emu.core..",
                "java..",
                "org.tukaani.xz..",
                "io.airlift.compress.."));
  }

  @Test
  void onlyTheBoardKnowsMoreThanOneDevice() {
    check(
        slices()
            .matching("emu.devices.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                resideInAnyPackage("emu.devices.board.."), DescribedPredicate.alwaysTrue())
            .ignoreDependency(DescribedPredicate.alwaysTrue(), PCI_SEAM)
            .ignoreDependency(
                DescribedPredicate.alwaysTrue(),
                resideInAnyPackage(
                    "emu.devices.decompress",
                    "emu.devices.display",
                    "emu.devices.elf..",
                    "emu.devices.storage")));
  }

  @Test
  void benchmarksDoNotKnowTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideInAPackage("emu.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("emu.cli.."));
  }

  @Test
  void commandLineLeavesTheWorkToTheOthers() {
    check(
        noClasses()
            .that()
            .resideInAPackage("emu.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("emu.core.decode", "emu.core.insn", "emu.core.mmu", "emu.bench.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("emu.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("emu.core.interp", "emu.jit.."));
  }

  /** One enum offers the engines, and one package needs JUnit. */
  @Test
  void theLibraryDoesNotKnowTheCommandLine() {
    check(
        classes()
            .that()
            .resideInAPackage("emu.api..")
            .and()
            .resideOutsideOfPackage("emu.api.junit")
            .and()
            .doNotHaveFullyQualifiedName("emu.api.Engine")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "emu.api..",
                "emu.core.bus",
                "emu.core.crash",
                "emu.core.cpu",
                "emu.core.inspect",
                "emu.core.memory",
                "emu.devices..",
                "java.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("emu.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("emu.cli..", "emu.bench..", "picocli..", "org.jline.."));
  }

  @Test
  void theMachineReadsNoClockOfTheHost() {
    // The command line and the board may: they pace virtual time for a user who waits.
    check(
        noClasses()
            .that()
            .resideInAnyPackage("emu.core..", "emu.devices..")
            .and()
            .resideOutsideOfPackage("emu.devices.board")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class));
  }

  @Test
  void onlyProgramsEndTheProcessOrPrint() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("emu.cli..", "emu.bench..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }
}
