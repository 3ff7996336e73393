package emu.devices.iso.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.iso.IsoException;
import emu.devices.iso.menu.MenuEntry.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Syslinux 6, doc/syslinux.txt and doc/menu.txt. */
class IsolinuxConfigTest {
  private static final String PATH = "/isolinux/isolinux.cfg";

  private static BootMenu read(String... lines) throws IsoException {
    return IsolinuxConfig.read(new MapFiles().with(PATH, lines), PATH);
  }

  private static MenuEntry only(String... lines) throws IsoException {
    BootMenu menu = read(lines);
    assertEquals(1, menu.entries().size(), menu.toString());
    return menu.entries().getFirst();
  }

  @Test
  void pathsAreRelativeToTheConfigurationsFolder() throws IsoException {
    MenuEntry entry =
        only("label a", "kernel ../live/vmlinuz", "initrd one.gz,/two.gz", "append quiet splash");
    assertEquals("/live/vmlinuz", entry.kernel());
    assertEquals(List.of("/isolinux/one.gz", "/two.gz"), entry.initrds());
    assertEquals("quiet splash", entry.arguments());
    assertEquals(Action.LINUX, entry.action());
  }

  @Test
  void initrdOfTheCommandLineIsForTheLoader() throws IsoException {
    MenuEntry entry = only("label a", "linux k.bin", "append vga=788 initrd=i.gz,j.gz --- quiet");
    assertEquals("vga=788 --- quiet", entry.arguments());
    assertEquals(List.of("/isolinux/i.gz", "/isolinux/j.gz"), entry.initrds());
    assertEquals(Action.LINUX, entry.action());
  }

  @Test
  void labelWithoutKernelIsOne() throws IsoException {
    assertEquals("/isolinux/linux", only("label linux", "append a").kernel());
  }

  @Test
  void commandLineOfAllIsThatOfLabelsWithoutOne() throws IsoException {
    BootMenu menu =
        read(
            "append all",
            "label a",
            "kernel k",
            "label b",
            "kernel k",
            "append own",
            "label c",
            "kernel k",
            "append -");
    assertEquals(
        List.of("all", "own", ""), menu.entries().stream().map(MenuEntry::arguments).toList());
  }

  @Test
  void keywordsInAnyCaseAndLineEnds() throws IsoException {
    MenuEntry entry = only("LABEL x\r", "  Menu Label ^Live system\r", "\tKERNEL k\r");
    assertEquals("Live system", entry.title());
    assertEquals("/isolinux/k", entry.kernel());
  }

  @Test
  void includesNestAndMissingOnesArePassedOver() throws IsoException {
    MapFiles files =
        new MapFiles()
            .with(PATH, "include menu.cfg", "default vesamenu.c32")
            .with("/isolinux/menu.cfg", "include gone.cfg", "menu include /txt.cfg")
            .with("/txt.cfg", "label install", "kernel k");
    BootMenu menu = IsolinuxConfig.read(files, PATH);
    assertEquals("install", menu.standardEntry().orElseThrow().label());
    assertEquals(-1, menu.timeoutSeconds());
  }

  @Test
  void includeOfItselfEnds() {
    IsoException e = assertThrows(IsoException.class, () -> read("include isolinux.cfg"));
    assertTrue(e.getMessage().contains("without end"), e.getMessage());
  }

  @Test
  void twoFilesThatIncludeEachOtherTwiceEnd() {
    MapFiles files =
        new MapFiles()
            .with(PATH, "include b.cfg", "include b.cfg")
            .with("/isolinux/b.cfg", "include isolinux.cfg", "include isolinux.cfg");
    assertThrows(IsoException.class, () -> IsolinuxConfig.read(files, PATH));
  }

  @Test
  void configurationsThatLoadEachOtherEnd() {
    MapFiles files =
        new MapFiles()
            .with(PATH, "label a", "config b.cfg")
            .with("/isolinux/b.cfg", "label b", "config isolinux.cfg");
    assertThrows(IsoException.class, () -> IsolinuxConfig.read(files, PATH));
  }

  @Test
  void menusNest() throws IsoException {
    BootMenu menu =
        read(
            """
            label one
              kernel k
            menu begin more
              menu title More of it
              label back
                menu label ^Back..
                menu exit
              label two
                menu label T^wo
                kernel k
              menu begin deep
                label three
                  kernel k
              menu end
            menu end
            label four
              kernel k
            """);
    assertEquals(
        List.of("one", "More of it > Two", "More of it > deep > three", "four"),
        menu.entries().stream().map(MenuEntry::place).toList());
    assertEquals(0, menu.standard());
  }

  @Test
  void menuDefaultIsTheDefault() throws IsoException {
    BootMenu menu =
        read("ui menu.c32", "label a", "kernel k", "label b", "menu default", "kernel k");
    assertEquals(1, menu.standard());
  }

  @Test
  void defaultSubmenuBootsItsOwnDefault() throws IsoException {
    BootMenu menu =
        read(
            "ui menu.c32",
            "label a",
            "kernel k",
            "menu begin m",
            "menu default",
            "label b",
            "kernel k",
            "label c",
            "menu default",
            "kernel k",
            "menu end");
    assertEquals("c", menu.standardEntry().orElseThrow().label());
  }

  @Test
  void namedDefaultComesBeforeMarkedOne() throws IsoException {
    BootMenu menu =
        read(
            "ui menu.c32",
            "default a",
            "label a",
            "kernel k",
            "label b",
            "menu default",
            "kernel k");
    assertEquals(0, menu.standard());
  }

  @Test
  void defaultWithoutMenuMayAddArguments() throws IsoException {
    BootMenu menu =
        read("default a single", "label a", "kernel k", "append ro", "timeout 50", "prompt 1");
    assertEquals("ro single", menu.standardEntry().orElseThrow().arguments());
    assertEquals(5, menu.timeoutSeconds());
  }

  @Test
  void defaultMayBeACommand() throws IsoException {
    MenuEntry entry = only("default /vmlinuz root=/dev/sda1 initrd=/i.gz");
    assertEquals("/vmlinuz", entry.kernel());
    assertEquals("root=/dev/sda1", entry.arguments());
    assertEquals(List.of("/i.gz"), entry.initrds());
  }

  @Test
  void textOfHelpIsNoDirective() throws IsoException {
    MenuEntry entry = only("label a", "text help", "label b", "kernel x", "endtext", "kernel k");
    assertEquals("/isolinux/k", entry.kernel());
  }

  @Test
  void whatIsNoLinuxSaysSo() throws IsoException {
    BootMenu menu =
        read(
            """
            label linux
              kernel k
            label disk
              localboot 0x80
            label hardware
              com32 hdt.c32
            label reboot
              kernel reboot.c32
            label xen
              kernel mboot.c32
            label dos
              kernel memdisk
              append initrd=dos.img
            label help
              config prompt.cfg
            label other
              kernel vesamenu.c32
              append other.cfg
            """);
    assertEquals(
        List.of(
            Action.LINUX,
            Action.CHAIN,
            Action.MODULE,
            Action.MODULE,
            Action.MULTIBOOT,
            Action.CHAIN,
            Action.CONFIGURATION,
            Action.CONFIGURATION),
        menu.entries().stream().map(MenuEntry::action).toList());
    assertEquals("/isolinux/other.cfg", menu.entries().getLast().kernel());
  }

  @Test
  void menuThatOnlyLoadsAnotherIsFollowed() throws IsoException {
    MapFiles files =
        new MapFiles()
            .with(
                PATH,
                "default select",
                "label select",
                "com32 whichsys.c32",
                "label sys",
                "config sys.cfg")
            .with("/isolinux/sys.cfg", "label arch", "linux /arch/vmlinuz");
    BootMenu menu = IsolinuxConfig.read(files, PATH);
    assertEquals("/isolinux/sys.cfg", menu.configuration());
    assertEquals("/arch/vmlinuz", menu.standardEntry().orElseThrow().kernel());
  }

  @Test
  void entriesAreFoundByLabelPlaceAndTitle() throws IsoException {
    BootMenu menu =
        read(
            "label a",
            "menu label Install",
            "kernel k",
            "menu begin m",
            "menu title Dark",
            "label b",
            "menu label Install",
            "kernel k",
            "menu end");
    assertEquals("a", menu.named("A").getFirst().label());
    assertEquals("b", menu.named("Dark > Install").getFirst().label());
    assertEquals("a", menu.named("install").getFirst().label());
    assertEquals(List.of(), menu.named("c"));
  }

  @Test
  void escapeSequencesDoNotReachTheTerminal() throws IsoException {
    assertEquals("[31mred", only("label a", "menu label \u001b[31mred", "kernel k").title());
  }

  @Test
  void emptyConfigurationHasNoEntries() throws IsoException {
    BootMenu menu = read("");
    assertEquals(List.of(), menu.entries());
    assertEquals(-1, menu.standard());
  }
}
