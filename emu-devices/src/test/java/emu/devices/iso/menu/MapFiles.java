package emu.devices.iso.menu;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files of a test. */
final class MapFiles implements ConfigFiles {
  private final Map<String, String> files = new HashMap<>();

  MapFiles with(String path, String... lines) {
    files.put(path, String.join("\n", lines));
    return this;
  }

  @Override
  public Optional<String> text(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public boolean exists(String path) {
    return files.containsKey(path)
        || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
  }
}
