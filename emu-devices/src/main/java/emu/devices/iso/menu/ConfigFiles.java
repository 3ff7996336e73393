package emu.devices.iso.menu;

import emu.devices.iso.IsoException;
import java.util.Optional;

/** The files that a boot loader sees. */
public interface ConfigFiles {

  /**
   * The text of the file at the absolute path {@code path}, if it is there.
   *
   * @throws IsoException if it cannot be read, or is much too long
   */
  Optional<String> text(String path) throws IsoException;

  /**
   * Whether there is a file at the absolute path {@code path}.
   *
   * @throws IsoException if that cannot be found out
   */
  boolean exists(String path) throws IsoException;
}
