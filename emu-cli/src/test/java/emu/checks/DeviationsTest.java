package emu.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What differs from hardware on purpose is said where it is and in {@code docs/deviations.md}. */
class DeviationsTest {
  private static final String MARK = "Deviation" + ":";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @Test
  void documentListsEveryDeviationOnce() throws IOException {
    List<String> marked = new ArrayList<>();
    for (Path source : Project.sources()) {
      long count = Files.readString(source).split(MARK, -1).length - 1L;
      String name = source.getFileName().toString().replace(".java", "");
      Stream.generate(() -> name).limit(count).forEach(marked::add);
    }
    String document = Files.readString(Project.root().resolve("docs/deviations.md"));
    List<String> listed = ROW.matcher(document).results().map(row -> row.group(1)).toList();
    assertEquals(marked.stream().sorted().toList(), listed.stream().sorted().toList());
  }
}
