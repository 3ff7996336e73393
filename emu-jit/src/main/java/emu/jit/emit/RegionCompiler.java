package emu.jit.emit;

import emu.core.interp.Translation;
import emu.jit.region.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Turns regions into code that can run. */
public final class RegionCompiler {
  /** HotSpot's HugeMethodLimit. */
  private static final int MOST_BYTES = 8000;

  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private RegionCompiler() {}

  /**
   * What came of a region.
   *
   * @param classBytes length of its class file
   */
  public record Result(Translation.Code code, int classBytes) {}

  /**
   * The code of {@code region}, in a hidden class of its own that goes when the code does; null if
   * HotSpot would never compile it, because it is too long.
   */
  public static Result compile(Region region, Tier tier) {
    if (tier == Tier.OPTIMISED) {
      Hints.train();
    }
    RegionEmitter emitted = RegionEmitter.emit(region, tier);
    byte[] bytes = emitted.bytes();
    if (emitted.methodBytes() >= MOST_BYTES) {
      return null;
    }
    ClassCheck.checkIfWanted(bytes);
    try {
      MethodHandles.Lookup hidden =
          HERE.defineHiddenClassWithClassData(bytes, emitted.classData(), true);
      var code =
          (Translation.Code)
              hidden
                  .findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                  .invoke();
      return new Result(code, bytes.length);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
