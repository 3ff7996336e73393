package emu.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.boot.check.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every finding of emu inspect has a number of its own and a page in docs/findings. */
class FindingPagesTest {
  @ParameterizedTest
  @EnumSource
  void hasAPageWithAllParts(FindingKind kind) throws IOException {
    Path page = Project.root().resolve(kind.page());
    assertTrue(Files.exists(page), page::toString);
    String text = Files.readString(page);
    assertTrue(text.startsWith("# " + kind.code() + ". "), page::toString);
    assertTrue(text.contains("\n## What inspect says\n\n```\n" + kind.code() + " "), text);
    assertTrue(text.contains("\n## A bad example\n"), text);
    assertTrue(text.contains("\n## The cure\n"), text);
  }

  @Test
  void numbersAreUsedOnceAndInOrder() {
    List<String> codes = Stream.of(FindingKind.values()).map(FindingKind::code).toList();
    assertEquals(codes.stream().distinct().sorted().toList(), codes);
  }

  @Test
  void everyPageIsOfAFindingAndListed() throws IOException {
    Path folder = Project.root().resolve("docs/findings");
    String list = Files.readString(folder.resolve("README.md"));
    List<String> pages =
        Project.files(folder, ".md").map(file -> "docs/findings/" + file.getFileName()).toList();
    assertEquals(FindingKind.values().length + 1, pages.size(), pages::toString);
    for (FindingKind kind : FindingKind.values()) {
      assertTrue(pages.contains(kind.page()), kind::page);
      assertTrue(list.contains(kind.page().replace("docs/findings/", "](")), kind::page);
    }
  }
}
