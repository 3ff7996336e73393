package emu.api;

import emu.devices.board.Machine;
import emu.devices.elf.ElfException;
import emu.devices.elf.Symbol;
import emu.devices.elf.SymbolTable;
import java.nio.file.Path;
import java.util.Optional;

/** A machine's memory, to be looked at while it stands still. Values are little-endian. */
public final class GuestMemory {
  private final Machine machine;
  private final Optional<Path> symbolFile;
  private SymbolTable symbols;

  GuestMemory(Machine machine, Optional<Path> symbolFile) {
    this.machine = machine;
    this.symbolFile = symbolFile;
  }

  /** Bytes at a physical address; where no memory is, they are FFh. */
  public byte[] physical(long address, int length) {
    byte[] bytes = new byte[length];
    machine.inspect().readPhysical(address, bytes);
    return bytes;
  }

  /**
   * Bytes at a linear address, by the page tables that the processor uses now.
   *
   * @throws MachineException if they are not all mapped
   */
  public byte[] linear(long address, int length) {
    byte[] bytes = new byte[length];
    int mapped = machine.inspect().readLinear(address, bytes);
    if (mapped < length) {
      throw new MachineException(
          "nothing is mapped at linear address 0x%x: look where the page tables map it"
              .formatted(address + mapped));
    }
    return bytes;
  }

  /** Bytes at a symbol of the kernel; see {@link #linear} and {@link #address}. */
  public byte[] at(String symbol, int length) {
    return linear(address(symbol), length);
  }

  /** A number of {@code size} bytes, 1 to 8, at a linear address; see {@link #linear}. */
  public long number(long address, int size) {
    if (size < 1 || size > Long.BYTES) {
      throw new MachineException("a number has 1 to 8 bytes, not " + size);
    }
    byte[] bytes = linear(address, size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xFF;
    }
    return value;
  }

  /** A number of {@code size} bytes at a symbol of the kernel. */
  public long numberAt(String symbol, int size) {
    return number(address(symbol), size);
  }

  /**
   * The address of a symbol of the kernel.
   *
   * @throws MachineException if it has none of that name, or its symbols cannot be read
   */
  public long address(String symbol) {
    return symbols()
        .find(symbol)
        .map(Symbol::address)
        .orElseThrow(() ->
            new MachineException(
                "%s has no symbol '%s': check the name, or name another file with symbols"
                    .formatted(symbolFile.map(Path::toString).orElse("the machine"), symbol)));
  }

  /**
   * The kernel's symbols; none if the machine boots from a disk and no file was named.
   *
   * @throws MachineException if the file with the symbols cannot be read
   */
  public SymbolTable symbols() {
    if (symbols == null) {
      try {
        symbols = symbolFile.isPresent() ? SymbolTable.read(symbolFile.get()) : SymbolTable.EMPTY;
      } catch (ElfException e) {
        throw new MachineException(e.getMessage(), e);
      }
    }
    return symbols;
  }
}
