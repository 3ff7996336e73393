package emu.devices.firmware;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings {@code services.probes} up to date, beside QEMU with SeaBIOS:
 *
 * <pre>
 * ProbeTool FILE FOLDER     runs all probes in both and writes what they answer into FILE
 * </pre>
 *
 * <p>FOLDER is for images. What differs and has no reason yet gets a question mark.
 */
final class ProbeTool {
  private ProbeTool() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    List<Probe> probes = Probe.parse(Files.readString(file));
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    for (int from = 0; from < probes.size(); from += Probe.MOST) {
      List<Probe> part = probes.subList(from, Math.min(from + Probe.MOST, probes.size()));
      ours.addAll(ProbeMachine.run(part));
      theirs.addAll(qemu(part, folder));
    }
    StringBuilder text = new StringBuilder(header(file));
    for (int i = 0; i < probes.size(); i++) {
      Probe old = probes.get(i);
      String emu = i < ours.size() ? ours.get(i) : "nothing";
      String seaBios = i < theirs.size() ? theirs.get(i) : "nothing";
      String why = old.why().isEmpty() ? "?" : old.why();
      text.append(new Probe(old.name(), old.call(), emu, seaBios, why).format()).append('\n');
    }
    Files.writeString(file, text);
  }

  private static String header(Path file) throws IOException {
    StringBuilder header = new StringBuilder();
    Files.readString(file)
        .lines()
        .takeWhile(line -> line.startsWith("#"))
        .forEach(line -> header.append(line).append('\n'));
    return header.append('\n').toString();
  }

  private static final int SECONDS = 60;

  private static List<String> qemu(List<Probe> probes, Path folder)
      throws IOException, InterruptedException {
    Path floppy = folder.resolve("probe.img");
    Path disk = folder.resolve("disk.img");
    Path disc = folder.resolve("disc.iso");
    Path serial = folder.resolve("serial.txt");
    Files.write(floppy, Probe.image(probes));
    Files.write(disk, new byte[ProbeMachine.DISK_BYTES]);
    Files.write(disc, new byte[ProbeMachine.DISC_BYTES]);
    Process qemu =
        new ProcessBuilder(
                "qemu-system-x86_64",
                "-machine",
                "pc",
                "-m",
                "64",
                "-display",
                "none",
                "-vga",
                "std",
                "-nic",
                "none",
                "-boot",
                "a",
                "-drive",
                "if=floppy,format=raw,file=" + floppy,
                "-drive",
                "if=ide,index=0,format=raw,file=" + disk,
                "-drive",
                "if=ide,index=2,media=cdrom,format=raw,file=" + disc,
                "-rtc",
                "base=2026-11-20T12:34:56,clock=vm",
                "-serial",
                "file:" + serial,
                "-device",
                "isa-debug-exit,iobase=0xf4",
                "-no-reboot")
            .inheritIO()
            .start();
    if (!qemu.waitFor(SECONDS, TimeUnit.SECONDS)) {
      qemu.destroy();
    }
    return ProbeMachine.answers(Files.readString(serial, StandardCharsets.ISO_8859_1));
  }
}
