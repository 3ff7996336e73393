package emu.devices.acpi;

import java.util.List;

/**
 * What the tables say about the board. Only what is there is announced.
 *
 * @param pmEvent port of the PM1a event block, 4 bytes
 * @param pmControl port of the PM1a control register, 2 bytes
 * @param pmTimer port of the power management timer, 24 bits wide
 * @param gpe0 port of the general purpose event block, 4 bytes
 * @param sleepTypeOff SLP_TYP of soft-off
 * @param sciIrq ISA interrupt of the SCI
 * @param smiCommand port that takes {@code acpiEnable} and {@code acpiDisable}
 * @param resetPort port that resets the machine when {@code resetValue} is written to it
 * @param localApic physical address of the local APIC
 * @param ioApic physical address of the I/O APIC, whose pins are the interrupts 0 to 23
 * @param pciHole first address of the memory below 4 GiB that belongs to PCI
 * @param pciHoleEnd address after its last
 * @param hasVga whether a VGA adapter may be probed
 * @param serialPorts the 16550s, the first of them COM1
 */
public record AcpiHardware(
    int pmEvent,
    int pmControl,
    int pmTimer,
    int gpe0,
    int sleepTypeOff,
    int sciIrq,
    int smiCommand,
    int acpiEnable,
    int acpiDisable,
    int resetPort,
    int resetValue,
    long localApic,
    long ioApic,
    long pciHole,
    long pciHoleEnd,
    boolean hasVga,
    List<SerialPort> serialPorts) {

  /** A 16550 with its first port and its ISA interrupt. */
  public record SerialPort(int port, int irq) {}

  /** Copies the list. */
  public AcpiHardware {
    serialPorts = List.copyOf(serialPorts);
  }
}
