package emu.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.interp.Interpreter;
import emu.jit.cache.TranslationCache;
import emu.jit.diagnostics.Diagnostics;
import emu.jit.diagnostics.Dump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listings of translations. */
class DumpTest {

  private static List<String> run(Path folder) {
    List<String> problems = new ArrayList<>();
    Diagnostics diagnostics = new Diagnostics(new Dump(folder, problems::add));
    TranslationCache cache = new TranslationCache(TranslationCache.MOST_WEIGHT);
    Jit jit = new Jit(Jit.Executors.direct(), cache, () -> {}, diagnostics);
    try (LoopGuest guest = new LoopGuest(cpu -> new Interpreter(cpu, jit))) {
      guest.run();
    }
    return problems;
  }

  @Test
  void showsGuestCodeAndBytecode(@TempDir Path folder) throws IOException {
    assertEquals(List.of(), run(folder));
    String text = Files.readString(folder.resolve("000001-000000001005-quick.txt"));
    assertTrue(text.contains("block 005"), text);
    assertTrue(text.contains("\n005  add rax,rcx\n"), text);
    assertTrue(text.contains("  ; 005  add rax,rcx\n"), text);
    assertTrue(text.contains("LADD"), text);
    assertTrue(text.contains("  ; exits\n"), text);
  }

  @Test
  void aFolderThatIsGoneIsTold(@TempDir Path folder) {
    assertEquals(1, run(folder.resolve("absent")).size());
  }
}
