package emu.cli.jvm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What Java has no word for: a process that goes on as another program. */
final class ThisProcess {
  private ThisProcess() {}

  /**
   * Has this process run {@code program}, by execv of POSIX; returns only by an exception.
   *
   * @param words its command line, the program's name first, in Latin-1
   * @throws IOException with the end of a sentence for the user if that is not possible
   */
  @SuppressWarnings("restricted")
  static void become(Path program, List<String> words) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Linker linker = Linker.nativeLinker();
      MethodHandle execv =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("execv"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
      MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, words.size() + 1L);
      for (int i = 0; i < words.size(); i++) {
        MemorySegment word = arena.allocateFrom(words.get(i), StandardCharsets.ISO_8859_1);
        arguments.setAtIndex(ValueLayout.ADDRESS, i, word);
      }
      arguments.setAtIndex(ValueLayout.ADDRESS, words.size(), MemorySegment.NULL);
      int _ = (int) execv.invokeExact(arena.allocateFrom(program.toString()), arguments);
    } catch (Throwable e) {
      throw new IOException(
          "this Java cannot start a program in its own place" + Relaunch.REMEDY, e);
    }
    throw new IOException("the system refused to start " + program + " again" + Relaunch.REMEDY);
  }
}
