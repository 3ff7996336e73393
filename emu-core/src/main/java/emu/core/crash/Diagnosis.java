package emu.core.crash;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a guest died, as far as the rules can tell.
 *
 * @param findings what happened, and why it could not be handled: one or two
 */
public record Diagnosis(List<Finding> findings) {

  /** What the rules say of {@code crash}: the first that knows what happened, and so on. */
  public static Diagnosis of(Crash crash) {
    return new Diagnosis(
        Stream.of(Rules.END, Rules.CAUSE, Rules.DELIVERY)
            .map(rules -> first(rules, crash))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Optional<Finding> first(List<Rule> rules, Crash crash) {
    return rules.stream()
        .flatMap(
            rule -> rule.explain(crash).map(clause -> new Finding(rule.name(), clause)).stream())
        .findFirst();
  }

  /** All of it in one sentence, without full stop. */
  public String sentence() {
    return findings.stream().map(Finding::clause).collect(Collectors.joining("; "));
  }
}
