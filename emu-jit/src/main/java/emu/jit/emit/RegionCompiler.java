package emu.jit.emit;

import emu.core.interp.Translation;
import emu.jit.region.Region;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Turns regions into code that can run. */
public final class RegionCompiler {
  private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

  private RegionCompiler() {}

  /** The code of {@code region}, in a hidden class of its own that goes when the code does. */
  public static Translation.Code compile(Region region) {
    RegionEmitter emitted = RegionEmitter.emit(region);
    try {
      MethodHandles.Lookup hidden =
          HERE.defineHiddenClassWithClassData(emitted.bytes(), emitted.classData(), true);
      return (Translation.Code)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
