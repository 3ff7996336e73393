package emu.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages quote of files, in blocks that name them, is what the files hold. */
class QuotedFilesTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w+ (examples/\\S+)\n(.*?)^```$");

  @Test
  void quotesAreRight() throws IOException {
    Path page = Project.root().resolve("docs/boot-your-own-kernel.md");
    List<MatchResult> blocks = BLOCK.matcher(Files.readString(page)).results().toList();
    assertFalse(blocks.isEmpty());
    for (MatchResult block : blocks) {
      String file = Files.readString(Project.root().resolve(block.group(1)));
      assertEquals(file, block.group(2), block.group(1));
    }
    List<String> quoted = blocks.stream().map(block -> block.group(1)).sorted().toList();
    assertEquals(
        Project.files(Project.root().resolve("examples"), "")
            .filter(Files::isRegularFile)
            .map(file -> Project.root().relativize(file).toString())
            .filter(file -> file.startsWith("examples/kernel") || file.equals("examples/boot.s"))
            .sorted()
            .toList(),
        quoted);
  }
}
