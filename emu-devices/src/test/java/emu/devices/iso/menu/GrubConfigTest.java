package emu.devices.iso.menu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.devices.iso.IsoException;
import emu.devices.iso.menu.MenuEntry.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GRUB manual 2.06. */
class GrubConfigTest {
  private static final String PATH = "/boot/grub/grub.cfg";

  private static BootMenu read(String text) throws IsoException {
    return GrubConfig.read(new MapFiles().with(PATH, text).with("/there", ""), PATH);
  }

  private static MenuEntry only(String text) throws IsoException {
    BootMenu menu = read(text);
    assertEquals(1, menu.entries().size(), menu.toString());
    return menu.entries().getFirst();
  }

  /** What {@code $x} is after {@code text}. */
  private static String valueOfX(String text) throws IsoException {
    return only(text + "\nmenuentry m {\nlinux /k \"$x\"\n}").arguments();
  }

  @Test
  void entryHasKernelInitrdsAndArguments() throws IsoException {
    MenuEntry entry =
        only(
            """
            menuentry --hotkey=i 'Install now' --class debian --id install {
              set gfxpayload=keep
              linux (cd0)/live/vmlinuz boot=live quiet
              initrd /a.gz ($root)/b.gz
            }
            """);
    assertEquals("install", entry.label());
    assertEquals("Install now", entry.title());
    assertEquals("/live/vmlinuz", entry.kernel());
    assertEquals(List.of("/a.gz", "/b.gz"), entry.initrds());
    assertEquals("boot=live quiet", entry.arguments());
    assertEquals(Action.LINUX, entry.action());
  }

  @Test
  void submenusNestAndTheirVariablesAreTheirOwn() throws IsoException {
    BootMenu menu =
        read(
            """
            set a=1
            menuentry one { linux /k $a
            }
            submenu 'Two ...' {
              set a=2
              menuentry three { linux /k $a
              }
              submenu four {
                menuentry five { linux /k $a
                }
              }
            }
            menuentry six { linux /k $a
            }
            """);
    assertEquals(
        List.of("one", "Two ... > three", "Two ... > four > five", "six"),
        menu.entries().stream().map(MenuEntry::place).toList());
    assertEquals(
        List.of("1", "2", "2", "1"), menu.entries().stream().map(MenuEntry::arguments).toList());
  }

  @ParameterizedTest
  @CsvSource({"0, one", "1, three", "1>1, four", "second>four, four", "last, five", "2, five"})
  void defaultIsANumberAnIdOrATitle(String choice, String label) throws IsoException {
    BootMenu menu =
        read(
            """
            set default='%s'
            set timeout=5
            menuentry one { linux /k; }
            submenu second { menuentry three { linux /k; }
              menuentry four { linux /k; } }
            menuentry last --id five { linux /k; }
            """
                .formatted(choice));
    assertEquals(label, menu.standardEntry().orElseThrow().label());
    assertEquals(5, menu.timeoutSeconds());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if [ -f /there ]; then x=yes; else x=no; fi",
        "if [ ! -f /gone ] ; then\nx=yes\nfi",
        "if test \"$grub_platform\" = pc -a -n \"$prefix\"; then x=yes; fi",
        "if [ x$feature_default_font_path = xy ] ; then x=yes; fi",
        "if false; then x=no; elif [ 2 -gt 1 ]; then x=yes; else x=no; fi",
        "if [ a = b -o a != b ]; then set x=yes; fi",
        "if search --file --set=root /gone; then x=no; else x=yes; fi",
        "if search --file --set=root /there; then x=yes; else x=no; fi",
        "for y in no \"y es\" yes; do x=$y; done",
        "function f { set x=$1 ; }\nf yes no",
        "x=yes # comment\n# x=no",
        "set x=\"y\"'e's",
        "y=\"a b\"; for z in $y yes; do x=$z; done",
        "y=e; x=y${y}s",
        "x=y\\\nes",
        "n=no; while [ $n = no ]; do n=done; x=yes; done",
        "unset x; x=yes; export x",
      })
  void scriptsAreRun(String script) throws IsoException {
    assertEquals("yes", valueOfX(script));
  }

  @Test
  void otherScriptsAreRead() throws IsoException {
    MapFiles files =
        new MapFiles()
            .with(PATH, "source $prefix/a.cfg\n. /b.cfg\nsource /gone")
            .with("/boot/grub/a.cfg", "menuentry a { linux /a; }")
            .with("/b.cfg", "menuentry b { linux /b; }");
    assertEquals(2, GrubConfig.read(files, PATH).entries().size());
  }

  @Test
  void configurationThatOnlyLoadsAnotherIsFollowed() throws IsoException {
    MapFiles files =
        new MapFiles()
            .with(PATH, "search --set=root --label X\nconfigfile ($root)/other.cfg")
            .with("/other.cfg", "menuentry a { linux /a; }");
    assertEquals("/other.cfg", GrubConfig.read(files, PATH).configuration());
  }

  @Test
  void whatIsNoLinuxSaysSo() throws IsoException {
    BootMenu menu =
        read(
            """
            menuentry a { linux16 /memtest
            }
            menuentry b { multiboot2 /xen.gz
            }
            menuentry c { chainloader +1
            }
            menuentry d { configfile /x.cfg
            }
            menuentry e { reboot
            }
            loopback loop /inner.iso
            menuentry f { linux (loop)/k
            }
            """);
    assertEquals(
        List.of(
            Action.LINUX,
            Action.MULTIBOOT,
            Action.CHAIN,
            Action.CONFIGURATION,
            Action.OTHER,
            Action.CHAIN),
        menu.entries().stream().map(MenuEntry::action).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "source /boot/grub/grub.cfg",
        "configfile /boot/grub/grub.cfg",
        "while true; do x=1; done",
        "while true; do done",
        "until false; do done",
        "x=a; while true; do x=$x$x; done",
        "i=1; for a in 1 2 3 4 5 6 7 8 9; do while true; do menuentry $i { linux /k; }; done; done",
        "function f { f ; }\nf",
        "function f { f ; f ; }\nf",
        "submenu a { source /boot/grub/grub.cfg\n}",
      })
  void whatGoesOnWithoutEndIsStopped(String script) {
    IsoException e = assertThrows(IsoException.class, () -> read(script));
    assertTrue(e.getMessage().contains(PATH), e.getMessage());
  }

  @Test
  void deepNestingIsStopped() {
    assertThrows(IsoException.class, () -> read("if true; then ".repeat(1000)));
    assertThrows(IsoException.class, () -> read("menuentry a { ".repeat(1000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "}",
        "{",
        "} } fi done",
        "if",
        "if [",
        "if [ ; then",
        "if true then fi",
        "menuentry",
        "menuentry 'x",
        "menuentry \"x",
        "menuentry x {",
        "function",
        "function {",
        "for",
        "for x",
        "for x in",
        "for x in a; do",
        "linux",
        "set",
        "set =",
        "$",
        "${",
        "\\",
        "\"$",
        "! ",
        "[ ! ]",
        "[ -f",
        "[ -a -o ]",
        "search",
        "source",
        "loopback",
        "submenu",
        "menuentry x { linux\n initrd\n configfile }",
      })
  void nonsenseIsPassedOver(String script) throws IsoException {
    read(script);
    read(script + "\nmenuentry a { linux /k\n}");
  }
}
