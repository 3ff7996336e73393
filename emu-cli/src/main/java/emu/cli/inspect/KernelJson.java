package emu.cli.inspect;

import emu.devices.boot.check.Finding;
import emu.devices.boot.check.FoundNote;
import emu.devices.boot.check.KernelReport;
import emu.devices.boot.check.LinuxImage;
import emu.devices.boot.check.Subject;
import emu.devices.elf.ElfSection;
import emu.devices.elf.ElfSegment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what was found out about a kernel for programs: one JSON object. */
public final class KernelJson {
  private KernelJson() {}

  /** The object. Addresses are numbers; those above 2^63 come out negative. */
  public static String of(KernelReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", report.file());
    fields.put("bytes", report.size());
    fields.put("format", report.format());
    report.elf().ifPresent(kernel -> elf(kernel, fields));
    report.linux().ifPresent(image -> linux(image, fields));
    report
        .entry()
        .ifPresent(entry -> {
          Map<String, Object> object = new LinkedHashMap<>();
          object.put("protocol", entry.protocol());
          object.put("address", entry.address());
          object.put("bits", entry.bits());
          fields.put("bootedBy", object);
        });
    fields.put("findings", report.findings().stream().map(KernelJson::finding).toList());
    fields.put("starts", report.starts());
    return IsoJson.write(fields);
  }

  private static void elf(Subject kernel, Map<String, Object> fields) {
    fields.put("type", kernel.header().typeName());
    fields.put("machine", kernel.header().machineName());
    fields.put("bits", kernel.header().bits());
    fields.put("entry", kernel.header().entry());
    fields.put("symbols", kernel.symbols().size());
    fields.put(
        "programHeaders",
        kernel.segments().stream().map(segment -> segment(kernel, segment)).toList());
    fields.put("sections", kernel.sections().stream().skip(1).map(KernelJson::section).toList());
    fields.put("notes", kernel.notes().stream().map(KernelJson::note).toList());
  }

  private static Map<String, Object> segment(Subject kernel, ElfSegment segment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", segment.typeName());
    fields.put("flags", segment.flagText().replace(" ", ""));
    fields.put("offset", segment.offset());
    fields.put("virtualAddress", segment.virtualAddress());
    fields.put("physicalAddress", segment.physicalAddress());
    fields.put("fileSize", segment.fileSize());
    fields.put("memorySize", segment.memorySize());
    fields.put("alignment", segment.alignment());
    fields.put("sections", kernel.sectionsIn(segment).stream().map(ElfSection::name).toList());
    return fields;
  }

  private static Map<String, Object> section(ElfSection section) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", section.name());
    fields.put("type", section.typeName());
    fields.put("flags", section.flagText());
    fields.put("address", section.address());
    fields.put("offset", section.offset());
    fields.put("size", section.size());
    return fields;
  }

  private static Map<String, Object> note(FoundNote note) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("in", note.place());
    fields.put("owner", note.note().owner());
    fields.put("type", note.note().type());
    fields.put("value", note.valueText());
    return fields;
  }

  private static void linux(LinuxImage image, Map<String, Object> fields) {
    fields.put("version", image.kernel().version());
    fields.put("protocol", image.kernel().protocol());
    fields.put("has64BitEntry", image.has64BitEntry());
    image.kernel().compression().ifPresent(name -> fields.put("compression", name));
    image.kernel().pvhEntry().ifPresent(entry -> fields.put("pvhEntry", entry));
    fields.put("loadAddress", image.loadAddress());
    fields.put("memorySize", image.memorySize());
    fields.put("commandLineLimit", image.commandLineLimit());
    fields.put("initrdLimit", image.initrdLimit());
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", finding.kind().code());
    fields.put("name", finding.kind().title());
    fields.put("error", finding.fatal());
    fields.put("cause", finding.cause());
    fields.put("cure", finding.cure());
    fields.put("page", finding.kind().page());
    return fields;
  }
}
