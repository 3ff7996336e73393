package emu.cli.option;

import emu.devices.board.BootOrder;
import picocli.CommandLine.ITypeConverter;

/** What picocli reads -boot with. */
public final class BootOrderConverter implements ITypeConverter<BootOrder> {
  private static final String CHOICES =
      """
      order=LETTERS   what to boot from, first to last: a floppy, c hard disk, d CD-ROM
      once=LETTERS    the same, since a restart begins as the first start did
      menu=on|off     ask what to boot from\
      """;

  @Override
  public BootOrder convert(String value) {
    if (value.equals("help")) {
      throw new ChoicesRequested(CHOICES);
    }
    Settings settings = new Settings("-boot", value, "order");
    String order = settings.take("order", BootOrder.DEFAULT.drives());
    String letters = settings.take("once", order);
    boolean menu = settings.takeSwitch("menu", false);
    settings.end("order, once and menu, as in order=dc,menu=on");
    if (letters.contains("n")) {
      throw new ChoiceException("-boot n: there is no network card to boot from");
    }
    if (!letters.matches("[acd]+") || letters.chars().distinct().count() != letters.length()) {
      throw new ChoiceException(
          "-boot '%s' is no order: give a (floppy), c (hard disk), d (CD-ROM), as in dc"
              .formatted(letters));
    }
    return new BootOrder(letters, menu);
  }
}
