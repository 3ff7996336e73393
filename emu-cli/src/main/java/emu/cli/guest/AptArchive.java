package emu.cli.guest;

import java.util.Map;

/**
 * An archive of Debian packages that the host's apt uses.
 *
 * @param uri its root
 * @param trust the fields of its stanza that say how it is trusted (Signed-By, Trusted,
 *     Check-Valid-Until), as in sources.list(5)
 */
record AptArchive(String uri, Map<String, String> trust) {

  /**
   * A stanza, in the form of sources.list(5) DEB822-STYLE, for the package index of {@code suite}.
   */
  String stanza(String suite) {
    StringBuilder text = new StringBuilder();
    text.append("Types: deb\nURIs: ").append(uri);
    text.append("\nSuites: ").append(suite).append("\nComponents: main\nTargets: Packages\n");
    trust.forEach((field, value) -> text.append(field).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
