package emu.cli.inspect;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.devices.boot.KernelFile;
import emu.devices.iso.BootCatalog;
import emu.devices.iso.BootEntry;
import emu.devices.iso.menu.BootMenu;
import emu.devices.iso.menu.MenuEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was found for programs: one JSON object. */
public final class IsoJson {
  private IsoJson() {}

  /** The object for an image. */
  public static String of(IsoFindings findings) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", findings.file());
    fields.put("bytes", findings.size());
    fields.put("volume", findings.volume().label());
    fields.put("names", findings.volume().names().title());
    fields.put("hybrid", findings.hybrid());
    fields.put("udf", findings.udf());
    fields.put(
        "elTorito",
        findings.catalog().map(BootCatalog::entries).orElse(List.of()).stream()
            .map(IsoJson::catalogEntry)
            .toList());
    fields.put("loader", findings.loader().name());
    fields.put("loaderVersion", findings.loader().version());
    findings.loader().menu().ifPresent(menu -> fields.put("menu", menu(menu)));
    fields.put("files", findings.files().stream().map(IsoJson::file).toList());
    fields.put("bootsByBios", findings.bootsByBios());
    fields.put("bootsDirectly", findings.bootsDirectly());
    return write(fields);
  }

  /** The object for files alone. */
  public static String of(List<FileFinding> files) {
    return write(Map.of("files", files.stream().map(IsoJson::file).toList()));
  }

  /** {@code fields} as text. */
  static String write(Map<String, Object> fields) {
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(fields) + "\n";
    } catch (IOException e) {
      throw new AssertionError("numbers, words and flags can be written", e);
    }
  }

  private static Map<String, Object> catalogEntry(BootEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("platform", entry.platformName());
    fields.put("bootable", entry.bootable());
    fields.put("emulation", entry.emulation());
    fields.put("loadSegment", entry.loadSegment());
    fields.put("sectors", entry.sectors());
    fields.put("position", entry.position());
    return fields;
  }

  private static Map<String, Object> menu(BootMenu menu) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("configuration", menu.configuration());
    fields.put("timeoutSeconds", menu.timeoutSeconds());
    fields.put("default", menu.standard());
    fields.put("entries", menu.entries().stream().map(IsoJson::entry).toList());
    return fields;
  }

  private static Map<String, Object> entry(MenuEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", entry.label());
    fields.put("title", entry.title());
    fields.put("menus", entry.menus());
    fields.put("action", entry.action().name().toLowerCase(Locale.ROOT));
    fields.put("kernel", entry.kernel());
    fields.put("initrds", entry.initrds());
    fields.put("arguments", entry.arguments());
    return fields;
  }

  private static Map<String, Object> file(FileFinding file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", file.path());
    fields.put("bytes", file.size());
    fields.put("description", file.description());
    fields.put("bootable", file.isBootable());
    file.kernel().ifPresent(kernel -> kernel(kernel, fields));
    return fields;
  }

  private static void kernel(KernelFile kernel, Map<String, Object> fields) {
    fields.put("kind", kernel.kind().name().toLowerCase(Locale.ROOT));
    fields.put("version", kernel.version());
    fields.put("protocol", kernel.protocol());
    kernel.compression().ifPresent(name -> fields.put("compression", name));
    kernel.pvhEntry().ifPresent(entry -> fields.put("pvhEntry", entry));
  }
}
