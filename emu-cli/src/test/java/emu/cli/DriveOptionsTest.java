package emu.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.error.UserException;
import emu.cli.option.DriveImage;
import emu.devices.board.BootOrder;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DriveOptionsTest {
  private static DriveOptions parse(String line) {
    CommandLine parser = CommandLineFactory.create();
    String[] args = Arguments.normalise(parser, ("run " + line).split(" "));
    RunCommand run = (RunCommand) parser.parseArgs(args).subcommand().commandSpec().userObject();
    return run.options.drives;
  }

  private static String show(DriveImage image) {
    return "%s%d=%s%s%s"
        .formatted(
            switch (image.kind()) {
              case HARD_DISK -> "hd";
              case CD_ROM -> "cd";
              case FLOPPY -> "fd";
            },
            image.index(),
            image.file(),
            image.readOnly() ? " ro" : "",
            image.snapshot() ? " snap" : "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -cdrom c                                        | cd2=c ro
          -hda a -hdb b -hdc c -hdd d                     | hd0=a, hd1=b, hd2=c, hd3=d
          -fda a -fdb b -snapshot                         | fd0=a snap, fd1=b snap
          -drive file=a -drive media=cdrom,file=b -hda c  | hd0=c, hd1=a, cd2=b ro
          -cdrom c -drive file=a,index=3,readonly=on      | cd2=c ro, hd3=a ro
          -drive media=cdrom                              | cd0=null ro
          -drive if=floppy,file=a,,b,format=raw           | fd0=a,b
          -drive file=a,snapshot=on -drive file=b         | hd0=a snap, hd1=b
          """)
  void givesEachDriveItsPlace(String line, String expected) {
    List<DriveImage> images = parse(line).images();
    assertEquals(
        expected, images.stream().map(DriveOptionsTest::show).collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource({
    "-cdrom a -hdc b, -hdc and -cdrom are the same drive",
    "-cdrom a -drive index=2;file=b, -cdrom and -drive index=2",
    "-fda a -fdb b -drive if=floppy, there are 2 already",
  })
  void refusesTwoInOnePlace(String line, String sentence) {
    DriveOptions options = parse(line.replace(";", ","));
    String message = assertThrows(UserException.class, options::images).getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void readsTheBootOrder() {
    assertEquals(BootOrder.DEFAULT, parse("-hda a").bootOrder);
    assertEquals(new BootOrder("dc", false), parse("-boot dc").bootOrder);
    assertEquals(new BootOrder("d", true), parse("-boot once=d,menu=on,order=c").bootOrder);
  }
}
