package emu.devices.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import emu.devices.boot.BootException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What services answer, as {@code services.probes} has it, beside what SeaBIOS 1.16.2 of QEMU 7.2
 * answers.
 */
class ServicesTest {
  private static final List<Probe> PROBES = Probe.parse(Resources.text("services.probes"));

  @Test
  void servicesAnswerAsTheFileSays() throws BootException {
    List<String> answers = new ArrayList<>();
    for (int from = 0; from < PROBES.size(); from += Probe.MOST) {
      answers.addAll(
          ProbeMachine.run(PROBES.subList(from, Math.min(from + Probe.MOST, PROBES.size()))));
    }
    assertEquals(text(PROBES.stream().map(Probe::emu).toList()), text(answers));
  }

  private static String text(List<String> answers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PROBES.size(); i++) {
      String answer = i < answers.size() ? answers.get(i) : "nothing";
      text.append(PROBES.get(i).name()).append(": ").append(answer).append('\n');
    }
    return text.toString();
  }

  @Test
  void everyDifferenceHasAReason() {
    for (Probe probe : PROBES) {
      assertFalse(
          !probe.emu().equals(probe.seaBios())
              && (probe.why().isEmpty() || probe.why().equals("?")),
          probe.name());
    }
  }
}
