package emu.core.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.core.decode.OpcodeTable;
import emu.core.testing.SystemGuest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CpuidLeavesTest {
  /** Shown where something else than a feature bit alone decides. */
  private static final Set<String> CONDITIONAL = Set.of("APIC");

  private static long[] leaf(SystemGuest guest, long eax, long ecx) {
    guest.cpu.r[Cpu.RAX] = eax;
    guest.cpu.r[Cpu.RCX] = ecx;
    guest.run(0x0F, 0xA2);
    long[] result = new long[4];
    System.arraycopy(guest.cpu.r, 0, result, 0, 4);
    return result;
  }

  @Test
  void everyFeatureOfTheModelIsShown() {
    Set<String> shown = new TreeSet<>(CONDITIONAL);
    CpuidFeatures.BITS.forEach(bit -> shown.add(bit.feature()));
    Set<String> hidden = new TreeSet<>(CpuModel.X86_64_V2.features());
    hidden.removeAll(shown);
    assertEquals(Set.of(), hidden);
  }

  @Test
  void everyFeatureOfTheOpcodeTableHasABit() {
    Set<String> shown = new TreeSet<>();
    CpuidFeatures.BITS.forEach(bit -> shown.add(bit.feature()));
    Set<String> hidden = new TreeSet<>(OpcodeTable.features());
    hidden.removeAll(shown);
    assertEquals(Set.of(), hidden);
  }

  @Test
  void bitsAreNamedOnce() {
    Set<String> places = new TreeSet<>();
    for (CpuidFeatures.Bit bit : CpuidFeatures.BITS) {
      String place = bit.leaf() + "." + bit.subleaf() + "." + bit.register() + "." + bit.bit();
      assertTrue(places.add(place), place);
    }
  }

  @Test
  void vendorAndBrand() {
    try (var guest = SystemGuest.longMode(3)) {
      long[] leaf = leaf(guest, 0, 0);
      assertEquals(0xD, leaf[Cpu.RAX]);
      assertEquals("AuthenticAMD", text(leaf[Cpu.RBX]) + text(leaf[Cpu.RDX]) + text(leaf[Cpu.RCX]));
      StringBuilder brand = new StringBuilder();
      for (long eax = 0x8000_0002L; eax <= 0x8000_0004L; eax++) {
        long[] part = leaf(guest, eax, 0);
        brand.append(text(part[Cpu.RAX])).append(text(part[Cpu.RBX]));
        brand.append(text(part[Cpu.RCX])).append(text(part[Cpu.RDX]));
      }
      assertEquals(CpuModel.X86_64_V2.name(), brand.toString().replace("\0", ""));
    }
  }

  private static String text(long word) {
    byte[] bytes = {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)};
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void stateOfTheProcessorShows() {
    try (var guest = SystemGuest.longMode(0)) {
      assertEquals(0, leaf(guest, 1, 0)[Cpu.RCX] & 1 << 27, "OSXSAVE");
      guest.cpu.cr4 |= Cr.CR4_OSXSAVE;
      assertEquals(1 << 27, leaf(guest, 1, 0)[Cpu.RCX] & 1 << 27, "OSXSAVE");
      assertEquals(0, leaf(guest, 1, 0)[Cpu.RDX] & 1 << 9, "no APIC on this board");
      assertEquals(0, leaf(guest, 1, 0)[Cpu.RCX] & 1L << 31, "no hypervisor");
      assertEquals(576, leaf(guest, 0xD, 0)[Cpu.RBX]);
      assertEquals(0x3028, leaf(guest, 0x8000_0008L, 0)[Cpu.RAX]);
    }
  }

  @Test
  void leavesThatAreNotThereAreZero() {
    try (var guest = SystemGuest.longMode(0)) {
      for (long eax : new long[] {2, 4, 0xB, 0x15, 0x4000_0000, 0x8000_0022L, 0xFFFF_FFFFL}) {
        long[] leaf = leaf(guest, eax, 0);
        assertEquals(0, leaf[0] | leaf[1] | leaf[2] | leaf[3], "leaf " + eax);
      }
      assertEquals(0, leaf(guest, 7, 1)[Cpu.RBX], "subleaf");
    }
  }
}
