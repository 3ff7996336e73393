package emu.cli.suite;

import emu.cli.suite.TestResult.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes results in the XML that continuous integration reads: one {@code testsuite} of Maven
 * Surefire's report schema.
 */
public final class JUnitXml {
  private static final char REPLACEMENT = 0xFFFD;

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document for {@code results} of the suite called {@code name}. */
  public static String of(String name, List<TestResult> results) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JUnitXml(xml).write(name, results);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text in memory can be written", e);
    }
    return text.toString();
  }

  private void write(String name, List<TestResult> results) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuite");
    attribute("name", name);
    attribute("tests", Integer.toString(results.size()));
    attribute("failures", Long.toString(count(results, Verdict.FAILED)));
    attribute("errors", Long.toString(count(results, Verdict.ERROR)));
    attribute("skipped", "0");
    attribute("time", seconds(results.stream().mapToDouble(TestResult::seconds).sum()));
    for (TestResult result : results) {
      write(name, result);
    }
    end();
    xml.writeEndDocument();
  }

  private static long count(List<TestResult> results, Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  private void write(String suite, TestResult result) throws XMLStreamException {
    start("testcase");
    attribute("name", result.name());
    attribute("classname", suite);
    attribute("time", seconds(result.seconds()));
    if (!result.passed()) {
      start(result.verdict() == Verdict.FAILED ? "failure" : "error");
      attribute("message", result.why());
      attribute("type", result.verdict().name().toLowerCase(Locale.ROOT));
      end();
    }
    if (!result.serial().isEmpty()) {
      start("system-out");
      xml.writeCharacters(legal(result.serial()));
      end();
    }
    end();
  }

  private void start(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** Without what XML 1.0 has no way to write (2.2); carriage returns would come back as others. */
  private static String legal(String text) {
    StringBuilder legal = new StringBuilder();
    text.codePoints()
        .filter(c -> c != '\r')
        .forEach(c -> legal.appendCodePoint(isCharacter(c) ? c : REPLACEMENT));
    return legal.toString();
  }

  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c >= 0x20 && c < 0xD800
        || c >= 0xE000 && c < 0xFFFE
        || c >= 0x1_0000;
  }
}
