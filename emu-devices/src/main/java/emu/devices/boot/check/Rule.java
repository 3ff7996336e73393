package emu.devices.boot.check;

import emu.devices.elf.ElfException;
import java.util.List;

/** Looks for one kind of error. */
@FunctionalInterface
interface Rule {
  /**
   * What is wrong with {@code kernel}; empty if nothing.
   *
   * @throws ElfException if the file is damaged where the rule looks, which another rule tells
   */
  List<Finding> check(Subject kernel) throws ElfException;
}
