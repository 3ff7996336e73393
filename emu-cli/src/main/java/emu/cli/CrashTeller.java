package emu.cli;

import emu.api.SymbolNames;
import emu.cli.compare.MachineSource;
import emu.cli.crash.History;
import emu.cli.crash.JsonReport;
import emu.cli.crash.Rerun;
import emu.cli.crash.TextReport;
import emu.cli.error.UserException;
import emu.core.crash.Crash;
import emu.core.crash.Crash.Kind;
import emu.core.crash.Diagnosis;
import emu.core.crash.rules.DeliberateReset;
import emu.devices.boot.BootException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Tells the user why the guest died: in short on standard error, and all in a file. */
final class CrashTeller {
  private static final int MOST_RESTARTS = 10;

  /** Without --report a guest that ran longer is not run again. */
  private static final long MOST_INSTRUCTIONS = 200_000_000;

  private static final Duration BRIEF = Duration.ofSeconds(10);
  private static final Duration FULL = Duration.ofMinutes(10);

  private final Set<String> told = new HashSet<>();
  private final CrashOptions options;
  private final Path kernel;
  private final PrintWriter messages;

  /**
   * Tells.
   *
   * @param kernel the file in which the symbols are; null for none
   * @param messages takes what is said in short
   */
  CrashTeller(CrashOptions options, Path kernel, PrintWriter messages) {
    this.options = options;
    this.kernel = kernel;
    this.messages = messages;
  }

  /**
   * Tells why {@code unnamed} ended the run.
   *
   * @param machines make the machine that died again
   * @param exact whether the machine had a virtual clock
   */
  void tell(Crash unnamed, MachineSource machines, boolean exact) {
    History history = history(unnamed, machines, exact);
    Crash crash = named(unnamed).with(history.lastBranch());
    messages.println("emu: %s: %s".formatted(crash.kind(), Diagnosis.of(crash).sentence()));
    messages.print(TextReport.brief(crash, history));
    if (options.report == null) {
      messages.println("emu: --report FILE writes all that is known");
    } else {
      write(crash, history);
    }
    messages.flush();
  }

  private History history(Crash crash, MachineSource machines, boolean exact) {
    boolean meant = DeliberateReset.isMeant(crash);
    boolean stands = crash.kind() == Kind.HALTED || crash.kind() == Kind.ENDLESS_LOOP;
    boolean slow = crash.cpu().instructionCount() > MOST_INSTRUCTIONS;
    if (options.report == null && (meant || stands || slow)) {
      return History.none("not sought; --report FILE does");
    }
    try {
      return new Rerun(machines, options.report == null ? BRIEF : FULL).of(crash, exact);
    } catch (BootException | UserException e) {
      return History.none("not known: " + e.getMessage());
    }
  }

  /** Tells, in a line, why a triple fault restarts the machine; once, and not if it is meant to. */
  void tellRestart(Crash unnamed) {
    Crash crash = named(unnamed);
    String sentence = Diagnosis.of(crash).sentence();
    if (!DeliberateReset.isMeant(crash) && told.add(sentence) && told.size() <= MOST_RESTARTS) {
      messages.println("emu: a triple fault restarts the machine: " + sentence);
      messages.flush();
    }
  }

  private Crash named(Crash crash) {
    return kernel == null ? crash : crash.with(SymbolNames.of(kernel));
  }

  private void write(Crash crash, History history) {
    boolean json = options.report.toString().endsWith(".json");
    try {
      Files.writeString(
          options.report, json ? JsonReport.of(crash, history) : TextReport.full(crash, history));
    } catch (IOException e) {
      throw new UserException(
          "cannot write --report to " + options.report + ": check that its folder is there", e);
    }
  }
}
