package emu.cli.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptSourcesTest {
  private static final String ARCHIVE = "http://archive.example/debian";

  @Test
  void readsOneLineForm() {
    String text =
        """
        # deb http://commented.example/debian bookworm main
        deb http://archive.example/debian bookworm main contrib # a comment
        deb-src http://source.example/debian bookworm main
        deb [arch=amd64 signed-by=/usr/share/keyrings/k.gpg trusted=yes] http://signed.example/d/ trixie main
        deb http://security.example/debian-security bookworm-security main
        deb http://archive.example/debian bookworm-updates main
        deb http://flat.example/repo ./
        deb http://tools.example/apt stable tools
        deb cdrom:[Debian]/ bookworm main
        """;
    assertEquals(
        List.of(
            new AptArchive(ARCHIVE, Map.of()),
            new AptArchive(
                "http://signed.example/d/",
                Map.of("signed-by", "/usr/share/keyrings/k.gpg", "trusted", "yes"))),
        AptSources.parseList(text));
  }

  @Test
  void readsStanzas() {
    String text =
        """
        Types: deb deb-src
        # http://commented.example/
        URIs: http://archive.example/debian http://second.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/k.gpg

        Types: deb
        URIs: http://security.example/debian-security
        Suites: bookworm-security
        Components: main

        Enabled: no
        Types: deb
        URIs: http://off.example/debian
        Suites: bookworm
        Components: main

        Types: deb
        URIs: http://third.example/debian
        Suites: bookworm
        Components: main
        Signed-By:
         -----BEGIN PGP PUBLIC KEY BLOCK-----
         .
         abc
        """;
    Map<String, String> keyring = Map.of("signed-by", "/usr/share/keyrings/k.gpg");
    assertEquals(
        List.of(
            new AptArchive(ARCHIVE, keyring),
            new AptArchive("http://second.example/debian", keyring),
            new AptArchive(
                "http://third.example/debian",
                Map.of("signed-by", "\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc"))),
        AptSources.parseDeb822(text));
  }

  @Test
  void readsTheMainFileAndBothKindsOfPartsEachArchiveOnce(@TempDir Path etc) throws IOException {
    Path parts = Files.createDirectory(etc.resolve("sources.list.d"));
    Files.writeString(etc.resolve("sources.list"), "deb " + ARCHIVE + " bookworm main\n");
    Files.writeString(parts.resolve("a.list"), "deb " + ARCHIVE + " trixie main\n");
    Files.writeString(
        parts.resolve("b.sources"),
        "Types: deb\nURIs: http://b.example/\nSuites: sid\nComponents: main\n");
    Files.writeString(parts.resolve("c.list.disabled"), "deb http://c.example/ sid main\n");
    assertEquals(
        List.of(new AptArchive(ARCHIVE, Map.of()), new AptArchive("http://b.example/", Map.of())),
        AptSources.read(etc));
  }

  @Test
  void aHostWithoutAptHasNone(@TempDir Path etc) throws IOException {
    assertEquals(List.of(), AptSources.read(etc));
  }

  @Test
  void aStanzaCanBeReadAgain() {
    AptArchive archive = new AptArchive(ARCHIVE, Map.of("signed-by", "\n -----BEGIN\n ."));
    assertEquals(List.of(archive), AptSources.parseDeb822(archive.stanza("trixie")));
  }

  @Test
  void statusLinesTellTheFraction() {
    assertEquals(0.748042, AptProcess.fraction("dlstatus:1:74.8042:Retrieving file 1 of 1"));
    assertEquals(0, AptProcess.fraction("dlstatus:1:much:x"));
    assertEquals(0, AptProcess.fraction("dlstatus:"));
  }
}
