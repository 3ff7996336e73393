package emu.devices.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import emu.devices.iso.menu.ConfigFiles;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** The files of an image, as its boot loader reads them. */
record ImageConfigFiles(IsoImage image) implements ConfigFiles {
  /** Bytes of a configuration; those of distributions have some ten thousand. */
  private static final int MOST_BYTES = 1 << 18;

  @Override
  public Optional<String> text(String path) throws IsoException {
    Optional<IsoEntry> entry = file(path);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (entry.get().size() > MOST_BYTES) {
      throw new IsoException(
          "the boot configuration %s in the ISO %s has %,d bytes: it is damaged, or no configuration"
              .formatted(path, image.file(), entry.get().size()));
    }
    return Optional.of(decode(image.read(entry.get(), MOST_BYTES)));
  }

  @Override
  public boolean exists(String path) throws IsoException {
    return image.find(path).isPresent();
  }

  private Optional<IsoEntry> file(String path) throws IsoException {
    return image.find(path).filter(entry -> !entry.isDirectory());
  }

  private static String decode(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, ISO_8859_1);
    }
  }
}
