extension Configuration {
    /// Where the configuration is: `--config`, else in `$CONFIGURATION_DIRECTORY`, else
    /// `$XDG_CONFIG_HOME/newslog/newslog.toml` (`~/.config`), else `/etc/newslog/newslog.toml`; nil where there is none.
    ///
    /// What was given explicitly is believed; `load` says what is wrong with it.
    package static func locate(
        explicit: String?, environment: [String: String], exists: (String) -> Bool
    ) -> String? {
        if let explicit { return explicit }
        var candidates = directories(environment["CONFIGURATION_DIRECTORY"]).map { "\($0)/newslog.toml" }
        if let home = xdg("XDG_CONFIG_HOME", or: ".config", environment) {
            candidates.append("\(home)/newslog/newslog.toml")
        }
        candidates.append("/etc/newslog/newslog.toml")
        return candidates.first(where: exists)
    }

    /// `locate` on this machine's files.
    package static func locate(explicit: String?, environment: [String: String]) -> String? {
        locate(explicit: explicit, environment: environment, exists: DiskFile.exists)
    }

    /// Where state is kept: `store.directory`, else `$STATE_DIRECTORY`, else `/var/lib/newslog` for a configuration
    /// from /etc, else `$XDG_STATE_HOME/newslog` (`~/.local/state`).
    package static func stateDirectory(
        _ store: StoreSettings, configuration path: String?, environment: [String: String]
    ) -> String {
        if let directory = store.directory { return directory }
        if let directory = directories(environment["STATE_DIRECTORY"]).first { return directory }
        if isOfSystem(path) { return "/var/lib/newslog" }
        return xdg("XDG_STATE_HOME", or: ".local/state", environment).map { "\($0)/newslog" }
            ?? "/var/lib/newslog"
    }

    /// Where the daemon listens: `control.socket`, else in `$RUNTIME_DIRECTORY`, else `/run/newslog` for a
    /// configuration from /etc, else `$XDG_RUNTIME_DIR/newslog`; nil when there is no such place.
    package static func controlSocket(
        _ control: ControlSettings, configuration path: String?, environment: [String: String]
    ) -> String? {
        if let socket = control.socket { return socket }
        if let directory = directories(environment["RUNTIME_DIRECTORY"]).first {
            return "\(directory)/control.sock"
        }
        if isOfSystem(path) { return "/run/newslog/control.sock" }
        guard let directory = environment["XDG_RUNTIME_DIR"], Path.isAbsolute(directory) else { return nil }
        return "\(directory)/newslog/control.sock"
    }

    private static func isOfSystem(_ path: String?) -> Bool { path?.hasPrefix("/etc/") ?? false }

    /// systemd joins several directories with colons.
    private static func directories(_ value: String?) -> [String] {
        (value ?? "").split(separator: ":").map(String.init).filter(Path.isAbsolute)
    }

    /// A base directory; relative paths are to be ignored (XDG Base Directory Specification).
    private static func xdg(_ name: String, or fallback: String, _ environment: [String: String]) -> String? {
        if let directory = environment[name], Path.isAbsolute(directory) { return directory }
        guard let home = environment["HOME"], Path.isAbsolute(home) else { return nil }
        return "\(home)/\(fallback)"
    }
}
