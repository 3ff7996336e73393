package emu.api.example;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page shows code that is tested here. */
class ApiPageTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void allJavaOnThePageIsThatOfTheExamples() throws IOException {
    String page = Files.readString(Path.of("../docs/api.md"));
    List<String> blocks =
        JAVA.matcher(page).results().map((MatchResult match) -> match.group(1)).toList();
    assertFalse(blocks.isEmpty());
    StringBuilder examples = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("src/test/java/emu/api/example"))) {
      for (Path file : files.toList()) {
        examples.append(Files.readString(file));
      }
    }
    String all = withoutIndents(examples.toString());
    for (String block : blocks) {
      assertTrue(all.contains(withoutIndents(block)), block);
    }
  }

  private static String withoutIndents(String code) {
    return code.replaceAll("(?m)^ +", "");
  }
}
