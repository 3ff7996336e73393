package emu.devices.boot.check;

import emu.devices.elf.ElfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks for all that can be wrong with an ELF kernel. */
public final class KernelCheck {
  /** If one of these finds something, the others would only tell its consequences. */
  private static final List<Rule> WHAT_IT_IS =
      List.of(new OtherProcessor(), new DamagedHeaders(), new FileType());

  private static final List<Rule> HOW_IT_IS =
      List.of(
          new FileCutShort(),
          new NothingToLoad(),
          new SegmentSize(),
          new NoCode(),
          new PositionIndependent(),
          new SegmentsOverlap(),
          new MemoryPlaces(),
          new SectionNotLoaded(),
          new SymbolsWithoutBytes(),
          new UnresolvedRelocations(),
          new UndefinedSymbols(),
          new NoteNotLoaded(),
          new NoteOwner(),
          new NoteType(),
          new NoteSize(),
          new NoteAlignment(),
          new MultibootHeader(),
          new NoBootProtocol(),
          new NoteEntryOutsideCode(),
          new NoteEntrySymbol(),
          new EntryAddress(),
          new Code64Bit(),
          new SegmentMisaligned());

  private KernelCheck() {}

  /** What is wrong with {@code kernel}, the fatal first and of these the likeliest cause first. */
  public static List<Finding> check(Subject kernel) {
    List<Finding> findings = new ArrayList<>();
    run(WHAT_IT_IS, kernel, findings);
    if (findings.stream().noneMatch(Finding::fatal)) {
      run(kernel.isLinked() ? HOW_IT_IS : List.of(new UndefinedSymbols()), kernel, findings);
    }
    findings.sort(Comparator.comparing(finding -> !finding.fatal()));
    return List.copyOf(findings);
  }

  private static void run(List<Rule> rules, Subject kernel, List<Finding> findings) {
    for (Rule rule : rules) {
      try {
        findings.addAll(rule.check(kernel));
      } catch (ElfException e) {
        boolean told =
            findings.stream().anyMatch(finding -> finding.kind() == FindingKind.FILE_CUT_SHORT);
        if (!told) {
          findings.add(
              FindingKind.DAMAGED_HEADERS.warning(
                  e.getMessage(), "link the file again, or get it again"));
        }
      }
    }
  }
}
