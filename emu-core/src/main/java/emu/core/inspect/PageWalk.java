package emu.core.inspect;

import emu.core.cpu.Cpu;
import emu.core.cpu.Cr;
import emu.core.cpu.Flags;
import emu.core.mmu.Access;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The way through the paging structures that an access to a linear address takes, for people; it
 * marks nothing as accessed. PDPTEs of PAE paging are read from memory, where the processor has the
 * copies that it made when CR3 was loaded.
 *
 * @param paging how addresses are translated
 * @param linear the address
 * @param access what for
 * @param user whether with the rights of user mode
 * @param entries the entries that were read, from the uppermost table down
 * @param outcome whether it is allowed, and if not, why not
 * @param failed index in {@code entries} of the entry that forbids it; -1 if none does
 * @param physical what the address maps to, if it does
 */
public record PageWalk(
    Paging paging,
    long linear,
    Access access,
    boolean user,
    List<PageEntry> entries,
    Outcome outcome,
    int failed,
    long physical) {

  /** What comes of an access. */
  public enum Outcome {
    ALLOWED("allowed"),
    /** Bits 63 to 47 of the address differ. */
    NOT_CANONICAL("the address is not canonical"),
    NOT_PRESENT("not present"),
    RESERVED_BIT("a reserved bit is set"),
    READ_ONLY("a write to a read-only page"),
    /** An access in user mode to a page of the supervisor. */
    SUPERVISOR_PAGE("a page of the supervisor, not for user mode"),
    NO_EXECUTE("execution of a no-execute page"),
    SMEP("execution of a user page in supervisor mode, which CR4.SMEP forbids"),
    SMAP("an access to a user page in supervisor mode, which CR4.SMAP forbids");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** The walk that {@code cpu} makes now. */
  public static PageWalk of(Cpu cpu, long linear, Access access, boolean user) {
    long address = cpu.isLongMode() ? linear : linear & 0xFFFF_FFFFL;
    Paging paging = Paging.of(cpu);
    if (paging == Paging.LEVEL_4 && address << 16 >> 16 != address) {
      return new PageWalk(paging, address, access, user, List.of(), Outcome.NOT_CANONICAL, -1, 0);
    }
    PagingTables tables = new PagingTables(cpu, paging);
    List<PageEntry> entries = tables.entries(address);
    return new Rights(cpu, access, user).judge(paging, address, entries, tables);
  }

  /** The entry that forbids the access, if one does. */
  public Optional<PageEntry> failedEntry() {
    return failed < 0 ? Optional.empty() : Optional.of(entries.get(failed));
  }

  /** What the access is for: read, write or execute. */
  public String wanted() {
    return access.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the access is allowed. */
  public boolean isAllowed() {
    return outcome == Outcome.ALLOWED;
  }

  /** Whether the address maps to a page at all. */
  public boolean isMapped() {
    return outcome != Outcome.NOT_CANONICAL
        && outcome != Outcome.NOT_PRESENT
        && outcome != Outcome.RESERVED_BIT;
  }

  /** SDM 3A 5.6, determination of access rights. */
  private record Rights(Cpu cpu, Access access, boolean user) {
    PageWalk judge(Paging paging, long linear, List<PageEntry> entries, PagingTables tables) {
      int failed = -1;
      Outcome outcome = Outcome.ALLOWED;
      for (int i = 0; i < entries.size() && failed < 0; i++) {
        outcome = mapping(entries.get(i), tables);
        failed = outcome == Outcome.ALLOWED ? -1 : i;
      }
      boolean userPage =
          !entries.isEmpty()
              && entries.stream().allMatch(entry -> tables.allows(entry, PageEntry.USER));
      for (int i = 0; i < entries.size() && failed < 0; i++) {
        outcome = rights(entries.get(i), tables);
        failed = outcome == Outcome.ALLOWED ? -1 : i;
      }
      if (failed < 0 && userPage && !user) {
        outcome = guarded();
        failed = outcome == Outcome.ALLOWED ? -1 : entries.size() - 1;
      }
      long physical = tables.physical(linear, entries);
      return new PageWalk(paging, linear, access, user, entries, outcome, failed, physical);
    }

    private Outcome mapping(PageEntry entry, PagingTables tables) {
      if (!entry.has(PageEntry.PRESENT)) {
        return Outcome.NOT_PRESENT;
      }
      return (entry.value() & tables.reserved(entry)) != 0 ? Outcome.RESERVED_BIT : Outcome.ALLOWED;
    }

    private Outcome rights(PageEntry entry, PagingTables tables) {
      if (user && !tables.allows(entry, PageEntry.USER)) {
        return Outcome.SUPERVISOR_PAGE;
      }
      boolean protectedWrite = access == Access.WRITE && (user || (cpu.cr0 & Cr.CR0_WP) != 0);
      if (protectedWrite && !tables.allows(entry, PageEntry.WRITABLE)) {
        return Outcome.READ_ONLY;
      }
      boolean noExecute = (cpu.efer & Cr.EFER_NXE) != 0 && entry.has(PageEntry.NO_EXECUTE);
      return access == Access.EXECUTE && entry.size() == 8 && noExecute
          ? Outcome.NO_EXECUTE
          : Outcome.ALLOWED;
    }

    private Outcome guarded() {
      if (access == Access.EXECUTE) {
        return (cpu.cr4 & Cr.CR4_SMEP) != 0 ? Outcome.SMEP : Outcome.ALLOWED;
      }
      boolean suspended = (cpu.systemFlags & Flags.AC) != 0;
      return (cpu.cr4 & Cr.CR4_SMAP) != 0 && !suspended ? Outcome.SMAP : Outcome.ALLOWED;
    }
  }
}
