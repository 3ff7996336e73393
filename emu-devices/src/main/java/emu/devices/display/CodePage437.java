package emu.devices.display;

/** The characters of the PC's fonts, as IBM's code page 437 with its graphics for control codes. */
public final class CodePage437 {
  // Unicode's mapping tables, VENDORS/MICSFT/PC/CP437 and VENDORS/MISC/IBMGRAPH; the codes 00h and
  // FFh look like spaces.
  private static final String CHARACTERS =
      " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼"
          + " !\"#$%&'()*+,-./0123456789:;<=>?"
          + "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"
          + "`abcdefghijklmnopqrstuvwxyz{|}~⌂"
          + "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
          + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
          + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
          + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ";

  private CodePage437() {}

  /** The Unicode character of {@code code}, of which the low 8 bits count. */
  public static int toUnicode(int code) {
    return CHARACTERS.charAt(code & 0xFF);
  }
}
