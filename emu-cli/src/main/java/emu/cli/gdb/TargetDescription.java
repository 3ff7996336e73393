package emu.cli.gdb;

import java.util.List;
import java.util.Map;

/** The registers in XML, as gdb reads them (Debugging with GDB, appendix G). */
final class TargetDescription {
  /** Bits of EFLAGS (SDM 1, 3.4.3), by number. */
  private static final String EFLAGS =
      "CF 0 PF 2 AF 4 ZF 6 SF 7 TF 8 IF 9 DF 10 OF 11 NT 14 RF 16 VM 17 AC 18 VIF 19 VIP 20 ID 21";

  /** SDM 1, 10.2.3. */
  private static final String MXCSR =
      "IE 0 DE 1 ZE 2 OE 3 UE 4 PE 5 DAZ 6 IM 7 DM 8 ZM 9 OM 10 UM 11 PM 12 FZ 15";

  /** SDM 3A, 2.5. */
  private static final String CR0 = "PE 0 MP 1 EM 2 TS 3 ET 4 NE 5 WP 16 AM 18 NW 29 CD 30 PG 31";

  private static final String CR4 =
      "VME 0 PVI 1 TSD 2 DE 3 PSE 4 PAE 5 MCE 6 PGE 7 PCE 8 OSFXSR 9 OSXMMEXCPT 10 UMIP 11 LA57 12"
          + " VMXE 13 SMXE 14 FSGSBASE 16 PCIDE 17 OSXSAVE 18 SMEP 20 SMAP 21 PKE 22";

  private static final String EFER = "SCE 0 LME 8 LMA 10 NXE 11";

  private static final Map<String, Integer> VECTORS =
      Map.of("ieee_single", 4, "ieee_double", 2, "int8", 16, "int16", 8, "int32", 4, "int64", 2);

  private final StringBuilder text = new StringBuilder();

  private TargetDescription() {}

  /** The description of {@code registers}. */
  static String of(RegisterSet registers) {
    TargetDescription description = new TargetDescription();
    description.text.append(
        """
        <?xml version="1.0"?>
        <!DOCTYPE target SYSTEM "gdb-target.dtd">
        <target>
        <architecture>%s</architecture>
        """
            .formatted(registers.wide ? "i386:x86-64" : "i386"));
    description.addFeatures(registers);
    return description.text.append("</target>\n").toString();
  }

  private void addFeatures(RegisterSet registers) {
    open("org.gnu.gdb.i386.core");
    addFlags("eflags", 4, EFLAGS);
    close(registers.core);
    open("org.gnu.gdb.i386.sse");
    addVectors();
    addFlags("mxcsr", 4, MXCSR);
    close(registers.sse);
    if (!registers.segments.isEmpty()) {
      open("org.gnu.gdb.i386.segments");
      close(registers.segments);
    }
    open("emu.system");
    addFlags("cr0_flags", 8, CR0);
    addFlags("cr4_flags", 8, CR4);
    addFlags("efer_flags", 8, EFER);
    close(registers.system);
  }

  private void open(String feature) {
    text.append("<feature name=\"").append(feature).append("\">\n");
  }

  private void close(List<Register> registers) {
    for (Register register : registers) {
      text.append(
          "<reg name=\"%s\" bitsize=\"%d\" type=\"%s\""
              .formatted(register.name(), register.bits(), register.type()));
      if (!register.group().isEmpty()) {
        text.append(" group=\"").append(register.group()).append('"');
      }
      text.append("/>\n");
    }
    text.append("</feature>\n");
  }

  private void addFlags(String name, int bytes, String bits) {
    text.append("<flags id=\"%s\" size=\"%d\">\n".formatted(name, bytes));
    String[] words = bits.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      text.append(
          "<field name=\"%s\" start=\"%s\" end=\"%s\"/>\n"
              .formatted(words[i], words[i + 1], words[i + 1]));
    }
    text.append("</flags>\n");
  }

  private void addVectors() {
    List<String> elements = VECTORS.keySet().stream().sorted().toList();
    for (String element : elements) {
      text.append(
          "<vector id=\"v_%s\" type=\"%s\" count=\"%d\"/>\n"
              .formatted(element, element, VECTORS.get(element)));
    }
    text.append("<union id=\"vec128\">\n");
    for (String element : elements) {
      text.append("<field name=\"v_%s\" type=\"v_%s\"/>\n".formatted(element, element));
    }
    text.append("<field name=\"uint128\" type=\"uint128\"/>\n</union>\n");
  }
}
