package org.medalliance.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A port that one of our processes wants, and the setting that gives it another. */
public record Port(String setting, int number) {

    private static final String LISTENING = "0A";

    /** Fails, naming who holds it and the setting to change, when somebody listens there already. */
    public void refuseTaken(String owner) {
        if (!isTaken()) {
            return;
        }
        var variable = "ALLIANCE_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
        var holder = holder();
        throw new LocalFailure("端口 " + number + "（" + owner + "）已被占用："
                + holder.orElse("其他账户的进程") + "。请结束它，或在 alliance.properties 中设置 " + setting + "=<端口>（或环境变量 " + variable
                + "）。\nPort " + number + " (" + owner + ") is taken by "
                + holder.orElse("a process of another account") + ". End it, or set " + setting
                + "=<port> in alliance.properties (or " + variable + ").");
    }

    boolean isTaken() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), number));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Optional<String> holder() {
        var sockets = Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && LISTENING.equals(fields[3]))
                .filter(fields -> Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16) == number)
                .map(fields -> "socket:[" + fields[9] + "]")
                .collect(Collectors.toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, sockets))
                .findFirst()
                .map(process -> "pid " + process.pid()
                        + process.info().command().map(command -> " " + command).orElse(""));
    }

    private static boolean holds(ProcessHandle process, Set<String> sockets) {
        var files =
                Path.of("/proc", Long.toString(process.pid()), "fd").toFile().listFiles();
        return files != null && Arrays.stream(files).anyMatch(file -> sockets.contains(target(file.toPath())));
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
