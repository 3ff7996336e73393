package emu.cli;

import picocli.CommandLine.IVersionProvider;

/** What -version shows. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"emu " + (version == null ? "(not from a jar)" : version)};
  }
}
