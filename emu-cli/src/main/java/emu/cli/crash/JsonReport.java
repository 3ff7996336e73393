package emu.cli.crash;

import com.fasterxml.jackson.jr.ob.JSON;
import emu.core.cpu.GuestFault;
import emu.core.cpu.Vector;
import emu.core.crash.Branch;
import emu.core.crash.Crash;
import emu.core.crash.CrashFacts;
import emu.core.crash.Diagnosis;
import emu.core.crash.Finding;
import emu.core.debug.Delivery;
import emu.core.inspect.CodeLine;
import emu.core.inspect.Exceptions;
import emu.core.inspect.PageEntry;
import emu.core.inspect.PageWalk;
import emu.core.inspect.Registers;
import emu.core.inspect.TableEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes why a guest died for programs: one JSON object. Numbers are hexadecimal text. */
public final class JsonReport {
  private final Crash crash;
  private final History history;

  private JsonReport(Crash crash, History history) {
    this.crash = crash;
    this.history = history;
  }

  /** The object for {@code crash}. */
  public static String of(Crash crash, History history) {
    try {
      return JSON.std
              .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
              .asString(new JsonReport(crash, history).fields())
          + "\n";
    } catch (IOException e) {
      throw new AssertionError("numbers, words and flags can be written", e);
    }
  }

  private Map<String, Object> fields() {
    CrashFacts facts = new CrashFacts(crash);
    Diagnosis diagnosis = Diagnosis.of(crash);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", crash.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("sentence", diagnosis.sentence());
    fields.put("findings", diagnosis.findings().stream().map(JsonReport::finding).toList());
    fields.put("instructions", crash.cpu().instructionCount());
    fields.put("place", crash.place());
    fields.put("chain", crash.chain().stream().map(this::delivery).toList());
    fields.put("historyNote", history.note());
    fields.put("ran", history.instructions().stream().map(this::code).toList());
    fields.put("branches", history.branches().stream().map(JsonReport::branch).toList());
    fields.put("code", facts.code().stream().map(this::code).toList());
    Map<String, Object> registers = new LinkedHashMap<>();
    Registers.of(crash.cpu()).forEach((name, value) -> registers.put(name, hex(value)));
    fields.put("registers", registers);
    Map<String, Object> walks = new LinkedHashMap<>();
    facts.walks().forEach((name, walk) -> walks.put(name, walk(walk)));
    fields.put("pageWalks", walks);
    Map<String, Object> descriptors = new LinkedHashMap<>();
    facts.descriptors().forEach((name, entry) -> descriptors.put(name, entry(entry)));
    fields.put("descriptors", descriptors);
    List<Object> stack = new ArrayList<>();
    facts.stackWords().forEach((address, word) -> stack.add(word(address, word)));
    fields.put("stack", stack);
    fields.put("before", crash.before().stream().map(this::delivery).toList());
    return fields;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("rule", finding.rule());
    fields.put("clause", finding.clause());
    return fields;
  }

  private Map<String, Object> delivery(Delivery delivery) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instructions", delivery.count());
    fields.put("source", delivery.source().name().toLowerCase(Locale.ROOT));
    exception(fields, delivery.vector(), delivery.errorCode(), delivery.cr2());
    fields.put("cs", hex(delivery.selector()));
    fields.put("rip", hex(delivery.rip()));
    fields.put("rsp", hex(delivery.rsp()));
    fields.put("cpl", delivery.cpl());
    delivery
        .failure()
        .ifPresent(failure -> {
          Map<String, Object> raised = new LinkedHashMap<>();
          exception(raised, failure.vector(), failure.errorCode(), failure.cr2());
          fields.put("deliveryRaised", raised);
        });
    return fields;
  }

  private static void exception(Map<String, Object> fields, int vector, int errorCode, long cr2) {
    fields.put("vector", vector);
    fields.put("name", Exceptions.mnemonic(vector));
    if (errorCode != GuestFault.NO_ERROR_CODE) {
      fields.put("errorCode", hex(errorCode));
      fields.put("errorCodeMeans", Exceptions.errorCode(vector, errorCode));
    }
    if (vector == Vector.PF) {
      fields.put("cr2", hex(cr2));
    }
  }

  private Map<String, Object> code(CodeLine line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", hex(line.address()));
    fields.put("place", crash.names().describe(line.address()));
    fields.put("bytes", line.bytes());
    fields.put("text", line.text());
    return fields;
  }

  private static Map<String, Object> branch(Branch branch) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instructions", branch.count());
    fields.put("from", hex(branch.from()));
    fields.put("to", hex(branch.to()));
    return fields;
  }

  private static Map<String, Object> walk(PageWalk walk) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("linear", hex(walk.linear()));
    fields.put("paging", walk.paging().toString());
    fields.put("access", walk.wanted());
    fields.put("outcome", walk.outcome().toString());
    fields.put("failed", walk.failed());
    List<Object> entries = new ArrayList<>();
    for (PageEntry entry : walk.entries()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("table", entry.table());
      row.put("index", entry.index());
      row.put("address", hex(entry.address()));
      row.put("value", hex(entry.value()));
      row.put("bits", entry.bits());
      entries.add(row);
    }
    fields.put("entries", entries);
    if (walk.isMapped()) {
      fields.put("physical", hex(walk.physical()));
    }
    return fields;
  }

  private static Map<String, Object> entry(TableEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("entry", entry.name());
    fields.put("address", hex(entry.address()));
    fields.put("low", hex(entry.low()));
    fields.put("high", hex(entry.high()));
    fields.put("text", entry.text());
    return fields;
  }

  private Map<String, Object> word(long address, long word) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", hex(address));
    fields.put("word", hex(word));
    fields.put("place", crash.names().describe(word));
    return fields;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
