package emu.cli.crash;

import emu.cli.monitor.RegisterTable;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import emu.core.crash.Branch;
import emu.core.crash.Crash;
import emu.core.crash.CrashFacts;
import emu.core.crash.Diagnosis;
import emu.core.debug.Delivery;
import emu.core.inspect.CodeLine;
import emu.core.inspect.Exceptions;
import emu.core.inspect.PageEntry;
import emu.core.inspect.PageWalk;
import emu.core.inspect.Registers;
import emu.core.inspect.TableEntry;
import java.util.List;

/** Writes why a guest died for people. */
public final class TextReport {
  private static final int MOST_RECENT = 16;

  private static final int FEW_INSTRUCTIONS = 6;
  private static final int MOST_BRANCHES = 64;

  private final Crash crash;
  private final History history;
  private final CrashFacts facts;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Crash crash, History history) {
    this.crash = crash;
    this.history = history;
    this.facts = new CrashFacts(crash);
  }

  /** The sentence, the chain of exceptions and the instruction: lines that end in a newline. */
  public static String brief(Crash crash, History history) {
    TextReport report = new TextReport(crash, history);
    report.chain();
    report.ran(FEW_INSTRUCTIONS);
    report.code(1);
    return report.text.toString();
  }

  /** All that is known: lines that end in a newline. */
  public static String full(Crash crash, History history) {
    TextReport report = new TextReport(crash, history);
    report.line("%s: %s".formatted(crash.kind(), Diagnosis.of(crash).sentence()));
    report.line("after %,d instructions".formatted(crash.cpu().instructionCount()));
    report.section("Chain of exceptions");
    report.chain();
    report.section("Instructions before it, " + history.note());
    report.ran(Integer.MAX_VALUE);
    report.section("Branches before it");
    report.branches();
    report.section("Code");
    report.code(Integer.MAX_VALUE);
    report.section("Registers");
    report.text.append(RegisterTable.of(Registers.of(crash.cpu()), false));
    report.walks();
    report.section("Descriptors");
    report.facts.descriptors().forEach(report::descriptor);
    report.section("Stack");
    report.stack();
    report.section("Interrupts and exceptions before");
    report.recent();
    return report.text.toString();
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }

  private void section(String title) {
    line("");
    line(title);
  }

  private void chain() {
    boolean known =
        crash.kind() == Crash.Kind.TRIPLE_FAULT || crash.kind() == Crash.Kind.FAULT_LOOP;
    List<Delivery> chain = known ? crash.chain() : crash.running().stream().toList();
    for (Delivery delivery : chain) {
      line("  %s".formatted(describe(delivery)));
      delivery
          .failure()
          .ifPresent(failure ->
              line(
                  "    its delivery raised %s%s"
                      .formatted(
                          Exceptions.mnemonic(failure.vector()),
                          detail(failure.vector(), failure.errorCode(), failure.cr2()))));
    }
    line("  %s at %s".formatted(crash.kind(), crash.place()));
  }

  private String describe(Delivery delivery) {
    String name =
        switch (delivery.source()) {
          case EXTERNAL -> "interrupt 0x%02x".formatted(delivery.vector());
          case SOFTWARE -> "INT 0x%02x".formatted(delivery.vector());
          case EXCEPTION -> Exceptions.mnemonic(delivery.vector());
        };
    return "%s%s at %04x:%x, RSP 0x%x, instruction %,d"
        .formatted(
            name,
            detail(delivery.vector(), delivery.errorCode(), delivery.cr2()),
            delivery.selector(),
            delivery.rip(),
            delivery.rsp(),
            delivery.count());
  }

  private String detail(int vector, int errorCode, long cr2) {
    if (errorCode == GuestFault.NO_ERROR_CODE) {
      return "";
    }
    String meaning = Exceptions.errorCode(vector, errorCode);
    return " error 0x%x%s%s"
        .formatted(
            errorCode,
            meaning.isEmpty() ? "" : " (" + meaning + ")",
            vector == Vector.PF ? " CR2 " + crash.names().describe(cr2) : "");
  }

  private void ran(int most) {
    List<CodeLine> lines = history.instructions();
    int end = lines.isEmpty() ? 0 : lines.size() - 1;
    lines.subList(Math.max(0, end - most), end).forEach(line -> code(" ", line));
  }

  private void branches() {
    List<Branch> branches = history.branches();
    int from = Math.max(0, branches.size() - MOST_BRANCHES);
    for (Branch branch : branches.subList(from, branches.size())) {
      line(
          "  %s to %s, instruction %,d"
              .formatted(
                  crash.names().describe(branch.from()),
                  crash.names().describe(branch.to()),
                  branch.count()));
    }
  }

  private void code(String mark, CodeLine line) {
    line(
        "%s %s  %-24s %s"
            .formatted(mark, crash.names().describe(line.address()), line.bytes(), line.text()));
  }

  private void code(int most) {
    String mark = ">";
    for (CodeLine line : facts.code().stream().limit(most).toList()) {
      code(mark, line);
      mark = " ";
    }
  }

  private void walks() {
    facts
        .walks()
        .forEach((name, walk) -> {
          section("Page walk of " + name);
          walk(walk);
        });
  }

  private void walk(PageWalk walk) {
    line("  0x%x, %s: %s".formatted(walk.linear(), walk.paging(), walk.outcome()));
    for (int i = 0; i < walk.entries().size(); i++) {
      PageEntry entry = walk.entries().get(i);
      line(
          ("%s %-5s %3d at 0x%x: 0x%0" + 2 * entry.size() + "x %s")
              .formatted(
                  i == walk.failed() ? ">" : " ",
                  entry.table(),
                  entry.index(),
                  entry.address(),
                  entry.value(),
                  entry.bits()));
    }
    if (walk.isMapped()) {
      line("  maps to 0x%x".formatted(walk.physical()));
    }
  }

  private void descriptor(String what, TableEntry entry) {
    line("  %s: %s at 0x%x: %s".formatted(what, entry.name(), entry.address(), entry.text()));
  }

  private void stack() {
    facts
        .stackWords()
        .forEach((address, word) ->
            line(
                ("  0x%x: 0x%0" + 2 * facts.wordSize() + "x%s")
                    .formatted(address, word, symbol(word))));
  }

  private String symbol(long word) {
    String name = crash.names().describe(word);
    return name.contains("<") ? " " + name.substring(name.indexOf('<')) : "";
  }

  private void recent() {
    List<Delivery> recent = crash.before();
    int from = Math.max(0, recent.size() - MOST_RECENT);
    recent
        .subList(from, recent.size())
        .forEach(delivery -> line("  %s".formatted(describe(delivery))));
  }
}
