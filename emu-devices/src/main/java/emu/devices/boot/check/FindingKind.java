package emu.devices.boot.check;

import java.util.Locale;

/** What can be wrong with a kernel file. The numbers stay as they are: people look them up. */
public enum FindingKind {
  /** For another processor than the x86. */
  OTHER_PROCESSOR(1),
  /** Compiled, not linked. */
  OBJECT_FILE(2),
  /** For a running kernel to load. */
  KERNEL_MODULE(3),
  /** Memory of a program that died. */
  CORE_DUMP(4),
  /** Wants a dynamic linker. */
  USER_PROGRAM(5),
  /** Wants a program that uses it. */
  SHARED_LIBRARY(6),
  /** No segment goes to memory. */
  NOTHING_TO_LOAD(7),
  /** No byte of it may be executed. */
  NO_CODE(8),
  /** Linked to be moved, which nobody does. */
  POSITION_INDEPENDENT(9),
  /** The entry address is 0. */
  ENTRY_ZERO(10),
  /** The entry address is not in code. */
  ENTRY_OUTSIDE_CODE(11),
  /** Nothing says how it is entered. */
  NO_BOOT_PROTOCOL(12),
  /** The PVH note is in a section that no program header names. */
  NOTE_NOT_LOADED(13),
  /** The PVH note's owner is not "Xen". */
  NOTE_OWNER(14),
  /** A Xen note, but not of the type that gives the entry. */
  NOTE_TYPE(15),
  /** The PVH note's value is no 32-bit address. */
  NOTE_SIZE(16),
  /** The note is padded otherwise than its alignment says. */
  NOTE_ALIGNMENT(17),
  /** The PVH note names an address without code. */
  NOTE_ENTRY_OUTSIDE_CODE(18),
  /** The PVH note names another place than the entry function. */
  NOTE_ENTRY_SYMBOL(19),
  /** 64-bit code where the processor is in 32-bit mode. */
  CODE_64_BIT(20),
  /** Two segments want the same memory. */
  SEGMENTS_OVERLAP(21),
  /** A segment's addresses do not agree in their low bits. */
  SEGMENT_MISALIGNED(22),
  /** A segment's sizes cannot be. */
  SEGMENT_SIZE(23),
  /** A segment lies where the machine has no memory. */
  OUTSIDE_RAM(24),
  /** A segment lies where the PC's firmware is. */
  OVER_FIRMWARE(25),
  /** A kernel for high virtual addresses is to be loaded there. */
  PHYSICAL_IS_VIRTUAL(26),
  /** A segment goes on behind the file's end. */
  FILE_CUT_SHORT(27),
  /** A section that must be in memory is in no segment. */
  SECTION_NOT_LOADED(28),
  /** Symbols for which the file has no bytes. */
  SYMBOLS_WITHOUT_BYTES(29),
  /** Relocations that nobody will apply. */
  UNRESOLVED_RELOCATIONS(30),
  /** Symbols that nothing defines. */
  UNDEFINED_SYMBOLS(31),
  /** A table that the ELF header names is not there. */
  DAMAGED_HEADERS(32),
  /** A Linux image that is damaged or too old. */
  LINUX_IMAGE(33),
  /** Another kind of file. */
  NOT_A_KERNEL(34),
  /** A multiboot header that loaders do not take. */
  MULTIBOOT_HEADER(35);

  private final int number;

  FindingKind(int number) {
    this.number = number;
  }

  /** As people cite it: "K09". */
  public String code() {
    return "K%02d".formatted(number);
  }

  /** Its name in a few words: "position-independent". */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its page, from the project's root. */
  public String page() {
    return "docs/findings/" + code() + "-" + title() + ".md";
  }

  /** A finding of this kind because of which the kernel will not start. */
  Finding error(String cause, String cure) {
    return new Finding(this, true, cause, cure);
  }

  /** A finding of this kind with which it may start. */
  Finding warning(String cause, String cure) {
    return new Finding(this, false, cause, cure);
  }
}
