package emu.devices.ioapic;

/** Where interrupt messages go, in the form of message-signalled interrupts (SDM 3A 11.11). */
@FunctionalInterface
public interface MessageTarget {

  /** Sends {@code data} to {@code address} (low 32 bits). */
  void send(int address, int data);
}
