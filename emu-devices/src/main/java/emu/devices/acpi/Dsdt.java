package emu.devices.acpi;

import static emu.devices.acpi.Aml.ARG0;
import static emu.devices.acpi.Aml.and;
import static emu.devices.acpi.Aml.array;
import static emu.devices.acpi.Aml.call;
import static emu.devices.acpi.Aml.device;
import static emu.devices.acpi.Aml.eisaId;
import static emu.devices.acpi.Aml.giveBack;
import static emu.devices.acpi.Aml.ifTrue;
import static emu.devices.acpi.Aml.integer;
import static emu.devices.acpi.Aml.join;
import static emu.devices.acpi.Aml.lessThan;
import static emu.devices.acpi.Aml.method;
import static emu.devices.acpi.Aml.name;
import static emu.devices.acpi.Aml.or;
import static emu.devices.acpi.Aml.path;
import static emu.devices.acpi.Aml.scope;
import static emu.devices.acpi.Aml.store;

import emu.devices.acpi.AcpiHardware.SerialPort;

/** The byte code that describes the board's devices (ACPI 6.5, chapters 5 and 6). */
final class Dsdt {
  private static final int PCI_SLOTS = 32;
  private static final int ISA_BRIDGE_ADDRESS = 1 << 16;
  private static final int PIRQ_REGISTERS = 0x60;
  private static final int ROUTING_DISABLED = 0x80;
  private static final int PRESENT = 0x09;
  private static final int PRESENT_AND_ENABLED = 0x0B;

  private static final String[] LINKS = {"LNKA", "LNKB", "LNKC", "LNKD"};
  private static final String[] ROUTES = {"PRQA", "PRQB", "PRQC", "PRQD"};

  private final AcpiHardware hardware;

  private Dsdt(AcpiHardware hardware) {
    this.hardware = hardware;
  }

  /** The definition block's terms, without the table header. */
  static byte[] build(AcpiHardware hardware) {
    return new Dsdt(hardware).build();
  }

  private byte[] build() {
    byte[] off = integer(hardware.sleepTypeOff());
    return join(
        name("\\_S5", array(off, off, integer(0), integer(0))),
        scope("\\_SB", processor(), rootBridge(), linkMethods(), links()));
  }

  private static byte[] processor() {
    return device("CPU0", name("_HID", Aml.string("ACPI0007")), name("_UID", integer(0)));
  }

  private byte[] rootBridge() {
    return device(
        "PCI0",
        name("_HID", eisaId("PNP0A03")),
        name("_UID", integer(0)),
        name("_BBN", integer(0)),
        name(
            "_CRS",
            Resources.template(
                Resources.busRange(0, 0xFF),
                Resources.io(0xCF8, 8),
                Resources.portRange(0, 0xCF7),
                Resources.portRange(0xD00, 0xFFFF),
                Resources.memoryRange(true, 0xA_0000, 0xB_FFFF),
                Resources.memoryRange(false, hardware.pciHole(), hardware.pciHoleEnd() - 1))),
        name("_PRT", routing()),
        isaBridge());
  }

  /** Which link each slot's four pins go to, by the bridge's rotation. */
  private static byte[] routing() {
    byte[][] entries = new byte[(PCI_SLOTS - 1) * 4][];
    for (int slot = 1; slot < PCI_SLOTS; slot++) {
      for (int pin = 0; pin < 4; pin++) {
        String link = LINKS[(slot + pin - 1) & 3];
        long address = (long) slot << 16 | 0xFFFF;
        entries[(slot - 1) * 4 + pin] =
            array(integer(address), integer(pin), path(link), integer(0));
      }
    }
    return array(entries);
  }

  private byte[] isaBridge() {
    byte[] serial = Aml.bytes();
    for (int i = 0; i < hardware.serialPorts().size(); i++) {
      SerialPort port = hardware.serialPorts().get(i);
      serial =
          join(
              serial,
              device(
                  "COM" + (i + 1),
                  name("_HID", eisaId("PNP0501")),
                  name("_UID", integer(i + 1)),
                  resources(Resources.io(port.port(), 8), Resources.irq(port.irq()))));
    }
    return device(
        "ISA",
        name("_ADR", integer(ISA_BRIDGE_ADDRESS)),
        Aml.pciConfigRegion("PIRQ", PIRQ_REGISTERS, ROUTES.length),
        Aml.byteFields("PIRQ", ROUTES),
        isaDevice(
            "PIC", "PNP0000", Resources.io(0x20, 2), Resources.io(0xA0, 2), Resources.io(0x4D0, 2)),
        isaDevice("TIMR", "PNP0100", Resources.io(0x40, 4), Resources.irq(0)),
        isaDevice("SPKR", "PNP0800", Resources.io(0x61, 1)),
        isaDevice("RTC", "PNP0B00", Resources.io(0x70, 2), Resources.irq(8)),
        isaDevice("KBD", "PNP0303", Resources.io(0x60, 1), Resources.io(0x64, 1), Resources.irq(1)),
        isaDevice("MOU", "PNP0F13", Resources.irq(12)),
        serial);
  }

  private static byte[] isaDevice(String name, String id, byte[]... descriptors) {
    return device(name, name("_HID", eisaId(id)), resources(descriptors));
  }

  private static byte[] resources(byte[]... descriptors) {
    return name("_CRS", Resources.template(descriptors));
  }

  /** What the four links share: status and current setting by the value of a routing register. */
  private static byte[] linkMethods() {
    byte[] enabled = lessThan(ARG0, integer(ROUTING_DISABLED));
    return join(
        method(
            "LSTA",
            1,
            ifTrue(enabled, giveBack(integer(PRESENT_AND_ENABLED))),
            giveBack(integer(PRESENT))),
        method(
            "LCRS",
            1,
            name("RES", Resources.template(Resources.interrupt(0))),
            Aml.createDwordField(path("RES"), Resources.INTERRUPT_NUMBER_OFFSET, "INUM"),
            ifTrue(enabled, store(ARG0, path("INUM"))),
            giveBack(path("RES"))));
  }

  private static byte[] links() {
    byte[] result = Aml.bytes();
    for (int i = 0; i < LINKS.length; i++) {
      byte[] route = path("\\_SB.PCI0.ISA." + ROUTES[i]);
      result =
          join(
              result,
              device(
                  LINKS[i],
                  name("_HID", eisaId("PNP0C0F")),
                  name("_UID", integer(i + 1)),
                  name("_PRS", Resources.template(Resources.interrupt(5, 10, 11))),
                  method("_STA", 0, giveBack(call("LSTA", route))),
                  method("_CRS", 0, giveBack(call("LCRS", route))),
                  method("_DIS", 0, store(or(route, integer(ROUTING_DISABLED)), route)),
                  method(
                      "_SRS",
                      1,
                      Aml.createDwordField(ARG0, Resources.INTERRUPT_NUMBER_OFFSET, "INUM"),
                      store(and(path("INUM"), integer(0xF)), route))));
    }
    return result;
  }
}
