package emu.cli.inspect;

import emu.devices.iso.BootCatalog;
import emu.devices.iso.BootEntry;
import emu.devices.iso.IsoEntry;
import emu.devices.iso.Volume;
import emu.devices.iso.menu.BootMenu;
import emu.devices.iso.menu.MenuEntry;
import java.io.PrintWriter;
import java.util.List;

/** Writes what was found in an ISO image for people. */
public final class IsoText {
  private final PrintWriter out;

  private IsoText(PrintWriter out) {
    this.out = out;
  }

  /** Writes {@code findings} to {@code out}. */
  public static void print(IsoFindings findings, PrintWriter out) {
    IsoText text = new IsoText(out);
    text.image(findings);
    findings.loader().menu().ifPresent(text::menu);
    if (!findings.files().isEmpty()) {
      out.println();
      printFiles(findings.files(), out);
    }
    text.verdict(findings);
    out.flush();
  }

  /** Writes what {@code files} are, a line each. */
  public static void printFiles(List<FileFinding> files, PrintWriter out) {
    Table table = new Table();
    for (FileFinding file : files) {
      String size = file.size() < 0 ? "" : "%,d bytes".formatted(file.size());
      table.row(file.path(), size, file.description());
    }
    table.print(out);
    out.flush();
  }

  /** Writes what is in a folder, a line each. */
  public static void printFolder(List<IsoEntry> entries, PrintWriter out) {
    Table table = new Table();
    for (IsoEntry entry : entries) {
      switch (entry.kind()) {
        case DIRECTORY -> table.row(entry.path() + "/", "");
        case LINK -> table.row(entry.path() + " -> " + entry.target(), "");
        case FILE -> table.row(entry.path(), "%,d bytes".formatted(entry.size()));
      }
    }
    table.print(out);
    out.flush();
  }

  private void image(IsoFindings findings) {
    Volume volume = findings.volume();
    Table table = new Table();
    table.row("image", findings.file());
    table.row("size", "%,d bytes".formatted(findings.size()));
    table.row("volume", volume.label());
    table.row("names", volume.names().title() + (findings.udf() ? "; UDF is not read" : ""));
    table.row("boots as a disk", findings.hybrid() ? "yes, by its master boot record" : "no");
    List<BootEntry> entries = findings.catalog().map(BootCatalog::entries).orElse(List.of());
    for (BootEntry entry : entries) {
      table.row(
          "El Torito",
          "%s%s, emulation: %s, loads %,d sectors of 512 bytes"
              .formatted(
                  entry.platformName(),
                  entry.bootable() ? "" : " (not marked as bootable)",
                  entry.emulation(),
                  entry.sectors()));
    }
    if (entries.isEmpty()) {
      table.row("El Torito", "no: a BIOS does not boot it");
    }
    String name = findings.loader().name();
    table.row(
        "boot loader",
        name.isEmpty() ? "not known here" : (name + " " + findings.loader().version()).strip());
    findings.loader().menu().ifPresent(menu -> table.row("configuration", menu.configuration()));
    table.print(out);
  }

  private void menu(BootMenu menu) {
    boolean labels =
        menu.entries().stream().anyMatch(entry -> !entry.label().equals(entry.title()));
    Table table = new Table();
    out.println();
    table.row("", labels ? "label" : "", "title", "kernel", "initrd", "arguments");
    List<String> here = List.of();
    for (int i = 0; i < menu.entries().size(); i++) {
      MenuEntry entry = menu.entries().get(i);
      headings(table, here, entry.menus());
      here = entry.menus();
      table.row(
          i == menu.standard() ? "*" : " ",
          labels ? entry.label() : "",
          indented(here.size(), entry.title()),
          entry.kernel().isEmpty() ? "-" : entry.kernel(),
          entry.initrds().isEmpty() ? "-" : String.join(" ", entry.initrds()),
          entry.isLinux() ? entry.arguments() : "(" + entry.action().text() + ")");
    }
    table.print(out);
    String wait =
        menu.timeoutSeconds() < 0
            ? "when Enter is pressed"
            : menu.timeoutSeconds() == 0
                ? "at once"
                : "after %.0f s".formatted(menu.timeoutSeconds());
    out.println(menu.standard() < 0 ? "No entry is the default." : "* is booted " + wait + ".");
  }

  /** A line for each menu that is entered on the way from one menu to another. */
  private static void headings(Table table, List<String> from, List<String> to) {
    int common = 0;
    while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
      common++;
    }
    for (int i = common; i < to.size(); i++) {
      table.row("", "", indented(i, to.get(i)) + ":");
    }
  }

  private static String indented(int depth, String text) {
    return "  ".repeat(depth) + text;
  }

  private void verdict(IsoFindings findings) {
    out.println();
    String fast = "emu run -cdrom %s --fast".formatted(findings.file());
    if (findings.bootsDirectly()) {
      out.println("It can be booted without its loader: " + fast);
    } else if (findings.bootsByBios()) {
      out.println("It can be booted by its loader only, not with --fast.");
    } else {
      out.println("It cannot be booted on a PC with a BIOS.");
    }
  }
}
