package emu.devices.boot.multiboot;

import emu.devices.boot.BootException;
import emu.devices.boot.ByteView;
import emu.devices.boot.multiboot.Multiboot2Header.Tag;
import java.util.Optional;
import java.util.OptionalLong;

/** What the tags of a multiboot 2 header ask for; each section of the specification is a tag. */
final class Multiboot2Wishes {
  private static final int INFORMATION_REQUEST = 1;
  private static final int ADDRESS = 2;
  private static final int ENTRY_ADDRESS = 3;
  private static final int CONSOLE_FLAGS = 4;
  private static final int FRAMEBUFFER = 5;
  private static final int MODULE_ALIGNMENT = 6;
  private static final int EFI_BOOT_SERVICES = 7;
  private static final int EFI_I386_ENTRY = 8;
  private static final int EFI_AMD64_ENTRY = 9;
  private static final int RELOCATABLE = 10;

  /** Types of information tags, 1 to this, that the specification knows. */
  private static final long MOST_INFORMATION = 21;

  private static final int CONSOLE_REQUIRED = 1;

  private final Multiboot2Header header;
  private Optional<AoutImage> image = Optional.empty();
  private OptionalLong entry = OptionalLong.empty();
  private Optional<VideoRequest> video = Optional.empty();
  private Optional<Relocatable> relocatable = Optional.empty();
  private boolean screenRequired;

  private Multiboot2Wishes(Multiboot2Header header) {
    this.header = header;
  }

  /** Those of {@code header}. */
  static Multiboot2Wishes of(Multiboot2Header header) throws BootException {
    Multiboot2Wishes wishes = new Multiboot2Wishes(header);
    for (Tag tag : header.tags()) {
      wishes.add(tag);
    }
    if (wishes.image.isPresent() && wishes.entry.isEmpty()) {
      throw new BootException(
          header.file().what()
              + " has a multiboot 2 header with an address tag and no entry address tag: add one of"
              + " type 3");
    }
    return wishes;
  }

  /** What goes where, if the header says so itself. */
  Optional<AoutImage> image() {
    return image;
  }

  /** Where to enter the kernel, if not where its ELF header says. */
  OptionalLong entry() {
    return entry;
  }

  /** The screen that it prefers. */
  Optional<VideoRequest> video() {
    return video;
  }

  /** Whether it does not do without a screen. */
  boolean screenRequired() {
    return screenRequired;
  }

  Optional<Relocatable> relocatable() {
    return relocatable;
  }

  private void add(Tag tag) throws BootException {
    ByteView body = tag.body();
    switch (tag.type()) {
      case INFORMATION_REQUEST -> checkInformation(tag);
      case ADDRESS ->
          image =
              Optional.of(
                  AoutImage.of(
                      header.file(),
                      header.offset(),
                      body.u32(0),
                      body.u32(4),
                      body.u32(8),
                      body.u32(12)));
      case ENTRY_ADDRESS -> entry = OptionalLong.of(body.u32(0));
      case CONSOLE_FLAGS -> screenRequired |= (body.u32(0) & CONSOLE_REQUIRED) != 0;
      case FRAMEBUFFER -> {
        video = Optional.of(new VideoRequest(false, body.u32(0), body.u32(4), body.u32(8)));
        screenRequired |= !tag.optional();
      }
      case RELOCATABLE ->
          relocatable =
              Optional.of(
                  new Relocatable(body.u32(0), body.u32(4), body.u32(8), (int) body.u32(12)));
      // Modules are on page boundaries anyway, and of EFI there is nothing here.
      case MODULE_ALIGNMENT, EFI_BOOT_SERVICES, EFI_I386_ENTRY, EFI_AMD64_ENTRY -> {}
      default -> refuseUnlessOptional(tag);
    }
  }

  /** What is known and is not to be had here, APM for instance, is left out. */
  private void checkInformation(Tag tag) throws BootException {
    for (long at = 0; at + 4 <= tag.body().length() && !tag.optional(); at += 4) {
      long type = tag.body().u32(at);
      if (type > MOST_INFORMATION) {
        throw new BootException(
            "%s has a multiboot 2 header that requires an information tag of type %d, which the"
                    .formatted(header.file().what(), type)
                + " specification does not know: make the request optional");
      }
    }
  }

  private void refuseUnlessOptional(Tag tag) throws BootException {
    if (!tag.optional()) {
      throw new BootException(
          "%s has a multiboot 2 header with a tag of type %d, which the specification does not"
                  .formatted(header.file().what(), tag.type())
              + " know: make it optional");
    }
  }
}
