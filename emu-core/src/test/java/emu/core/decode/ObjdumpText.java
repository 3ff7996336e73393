package emu.core.decode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the text of {@code objdump} and that of {@link Disassembler} into a form in which they can
 * be compared.
 */
final class ObjdumpText {
  /** Words before the mnemonic that only say which prefixes are there. */
  private static final Set<String> PREFIXES =
      Set.of(
          "data16",
          "data32",
          "addr16",
          "addr32",
          "cs",
          "ds",
          "es",
          "ss",
          "fs",
          "gs",
          "rep",
          "repz",
          "repnz",
          "bnd",
          "notrack",
          "xacquire",
          "xrelease");

  /** Mnemonics that objdump marks with a size when it is not the usual one. */
  private static final Map<String, String> SIZED =
      Map.ofEntries(
          Map.entry("pushf", "pushf"),
          Map.entry("pushfd", "pushf"),
          Map.entry("pushfq", "pushf"),
          Map.entry("popf", "popf"),
          Map.entry("popfd", "popf"),
          Map.entry("popfq", "popf"),
          Map.entry("pusha", "pusha"),
          Map.entry("pushad", "pusha"),
          Map.entry("popa", "popa"),
          Map.entry("popad", "popa"),
          Map.entry("iret", "iret"),
          Map.entry("iretd", "iret"),
          Map.entry("iretq", "iret"),
          Map.entry("ret", "ret"),
          Map.entry("retf", "retf"),
          Map.entry("enter", "enter"),
          Map.entry("leave", "leave"));

  /** The same, but only on those operands. */
  private static final Pattern SIZED_WITH_OPERAND =
      Pattern.compile("(call|jmp|push|pop) (0x[^:]*|[c-gs]s)");

  private static final Pattern RIP =
      Pattern.compile("([re]ip)\\+0x(?:ffffffff)?([89a-f][0-9a-f]{7})\\]");

  /** Mnemonics that objdump marks with a size where the size follows from the mode. */
  private static final Pattern MNEMONICS =
      Pattern.compile(
          "^(?:([sl][gi]dt)[wd]|(fxsave|fxrstor|xsave|xrstor|xsaveopt)64|(invlpg) BYTE PTR)(?= )");

  private static final Pattern NO_INDEX = Pattern.compile("\\+[re]iz\\*[1248]");
  private static final Pattern ONLY_NO_INDEX =
      Pattern.compile("(?:[dcsefg]s:)?\\[([re])iz\\*[1248]([+-])0x([0-9a-f]+)\\]");

  private static final List<String> PREDICATES =
      List.of("eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord");
  private static final Pattern COMPARE =
      Pattern.compile("cmp(" + String.join("|", PREDICATES) + ")([ps][sd])( .*)");
  private static final Pattern PRODUCT = Pattern.compile("pclmul([lh])q([lh])qdq( .*)");

  private ObjdumpText() {}

  /**
   * {@code text} of objdump without comment, prefixes that have no effect and blanks that say
   * nothing; "" if it is a prefix alone.
   */
  static String theirs(String text) {
    String rest = text.replaceAll("\\s+#.*", "").replaceAll("\\s+", " ").strip();
    rest = rest.replaceAll("\\((8087|287) only\\)", "").replace("+0x0]", "]");
    rest = stripPrefixes(rest);
    Matcher rip = RIP.matcher(rest);
    if (rip.find()) {
      long displacement = Integer.parseUnsignedInt(rip.group(2), 16);
      rest = rip.replaceFirst(rip.group(1) + "-0x" + Long.toHexString(-displacement) + "]");
    }
    rest = NO_INDEX.matcher(rest).replaceFirst("");
    rest = withoutIndex(rest);
    rest = MNEMONICS.matcher(rest).replaceFirst("$1$2$3");
    if (rest.startsWith("xlat ")) {
      return "xlatb";
    }
    rest = withPredicate(rest);
    return rest.replace("movabs ", "mov ").replace("OWORD", "XMMWORD");
  }

  /** Comparisons and carry-less products whose immediate objdump puts into the mnemonic. */
  private static String withPredicate(String text) {
    Matcher compare = COMPARE.matcher(text);
    if (compare.matches()) {
      int predicate = PREDICATES.indexOf(compare.group(1));
      return "cmp" + compare.group(2) + compare.group(3) + ",0x" + predicate;
    }
    Matcher product = PRODUCT.matcher(text);
    if (product.matches()) {
      boolean high = product.group(1).equals("h");
      boolean sourceHigh = product.group(2).equals("h");
      return "pclmulqdq" + product.group(3) + ",0x" + (sourceHigh ? "1" : "") + (high ? "1" : "0");
    }
    return text;
  }

  /** An address of a displacement alone, which objdump writes with a missing index register. */
  private static String withoutIndex(String text) {
    Matcher matcher = ONLY_NO_INDEX.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    long displacement = Long.parseLong(matcher.group(3), 16);
    displacement = matcher.group(2).equals("-") ? -displacement : displacement;
    if (matcher.group(1).equals("e")) {
      displacement &= 0xFFFF_FFFFL;
    }
    String segment = matcher.group().charAt(0) == '[' ? "ds:" : matcher.group().substring(0, 3);
    return matcher.replaceFirst(segment + "0x" + Long.toHexString(displacement));
  }

  private static String stripPrefixes(String text) {
    String rest = text;
    String lock = "";
    while (true) {
      int blank = rest.indexOf(' ');
      String word = blank < 0 ? rest : rest.substring(0, blank);
      if (word.equals("lock")) {
        lock = "lock ";
      } else if (!PREFIXES.contains(word) && !word.startsWith("rex")) {
        return lock + rest;
      }
      if (blank < 0) {
        return "";
      }
      rest = rest.substring(blank + 1);
    }
  }

  /** The disassembler's text of {@code insn}, spelt as objdump does. */
  static String ours(Insn insn, long address) {
    String text = stripPrefixes(Disassembler.format(insn, address));
    int blank = text.indexOf(' ');
    String mnemonic = blank < 0 ? text : text.substring(0, blank);
    String rest = text.substring(mnemonic.length());
    String code = insn.row().encoding();
    boolean marked =
        !insn.row().operands().contains("Jb")
            && (SIZED.containsKey(mnemonic) || SIZED_WITH_OPERAND.matcher(text).matches());
    if (mnemonic.matches("sys(ret|exit)") && insn.mode() == CodeMode.CODE_64) {
      return mnemonic + (insn.operandSize() == 64 ? "q" : "d");
    }
    if (mnemonic.matches("fn?save|frstor|fn?stenv|fldenv")) {
      String mark = sizeMark(insn);
      return mnemonic + (mark.equals("q") ? "" : mark) + rest;
    }
    if (mnemonic.equals("lddqu")) {
      return text.replace("XMMWORD PTR ", "");
    }
    if (marked) {
      return SIZED.getOrDefault(mnemonic, mnemonic) + sizeMark(insn) + rest;
    }
    if (code.matches("A[0-3]")) { // moffs: objdump tells no size
      return mnemonic + rest.replaceAll("[A-Z]+ PTR ", "");
    }
    return text;
  }

  private static String sizeMark(Insn insn) {
    boolean wide = insn.row().is("d64") || insn.row().is("f64");
    int usual = insn.mode() == CodeMode.CODE_64 && !wide ? 32 : insn.mode().bits();
    if (insn.operandSize() == usual) {
      return "";
    }
    return insn.operandSize() == 16 ? "w" : insn.operandSize() == 32 ? "d" : "q";
  }
}
