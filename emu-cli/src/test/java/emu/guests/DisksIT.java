package emu.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import emu.cli.option.Engine;
import emu.devices.board.BoardConfig;
import emu.devices.board.StopReason.Kind;
import emu.devices.boot.BootProtocol;
import emu.devices.boot.KernelRequest;
import emu.devices.storage.Drive;
import emu.devices.storage.ImageFile;
import emu.devices.storage.MemoryDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Linux's own drivers find the drives, read a CD whole, and write a disk. */
class DisksIT {
  private static final long BUDGET = 6_000_000_000L;
  private static final int DISK_BYTES = 16 << 20;

  private static final String SCRIPT =
      """
      until [ -b /dev/sr0 ] && [ -b /dev/sda ]; do sleep 0.1; done
      mount -t iso9660 -o ro /dev/sr0 /mnt && echo FILE $(md5sum < /mnt/data.bin); umount /mnt
      echo CD $(md5sum < /dev/sr0)
      echo DISK $(md5sum < /dev/sda)
      echo 'Hello from the guest' | dd of=/dev/sda bs=512 seek=7 conv=sync,fsync 2> /dev/null
      dd if=/dev/sr0 of=/dev/sda bs=1M seek=1 count=4 conv=fsync 2> /dev/null
      echo 3 > /proc/sys/vm/drop_caches
      echo WRITTEN $(dd if=/dev/sda bs=1M skip=1 count=4 2> /dev/null | md5sum)
      echo MODES $(cat /sys/class/ata_device/dev[12].0/dma_mode)
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Engine.class)
  void linuxReadsAndWrites(Engine engine) throws Exception {
    byte[] file = new byte[(6 << 20) + 100];
    new SplittableRandom(3).nextBytes(file);
    byte[] iso = SmallIso.of("DATA.BIN", file);
    byte[] before = new byte[DISK_BYTES];
    new SplittableRandom(4).nextBytes(before);
    Path image = Files.write(folder.resolve("disk.img"), before);

    String log;
    try (ImageFile disk = ImageFile.openDisk(image);
        GuestSession session =
            new GuestSession(engine, boot(), config -> with(config, iso, disk))) {
      assertEquals(Kind.POWER_OFF, session.awaitEnd(BUDGET).kind());
      log = session.transcript();
      // What the guest flushed is in the file, whatever becomes of this process.
      byte[] expected = before.clone();
      System.arraycopy(hello(), 0, expected, 7 * 512, 512);
      System.arraycopy(iso, 0, expected, 1 << 20, 4 << 20);
      assertArrayEquals(expected, Files.readAllBytes(image));
    }
    assertTrue(log.contains("FILE " + md5(file)), log);
    assertTrue(log.contains("CD " + md5(iso)), log);
    assertTrue(log.contains("DISK " + md5(before)), log);
    assertTrue(log.contains("WRITTEN " + md5(Arrays.copyOf(iso, 4 << 20))), log);
    assertTrue(log.contains("MODES XFER_MW_DMA_2 XFER_MW_DMA_2"), log);
  }

  private KernelRequest boot() throws Exception {
    DebianKernel kernel = DebianKernel.obtain();
    Path initramfs =
        new Initramfs(kernel.busybox())
            .modules(kernel.modules(), "ata_piix", "sr_mod", "sd_mod", "isofs")
            .write(folder.resolve("initramfs"), SCRIPT);
    return new KernelRequest(
        kernel.image(), List.of(initramfs), "console=ttyS0 quiet", BootProtocol.AUTO, true);
  }

  private static BoardConfig with(BoardConfig config, byte[] iso, ImageFile disk) {
    return config
        .withIde(0, new Drive(Drive.Kind.HARD_DISK, disk))
        .withIde(2, new Drive(Drive.Kind.CD_ROM, MemoryDisk.ofCdRom(iso)));
  }

  private static byte[] hello() {
    return Arrays.copyOf("Hello from the guest\n".getBytes(StandardCharsets.US_ASCII), 512);
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
