package org.medalliance.local.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortTest {

    @Test
    void takenPortIsToldWithItsHolderAndTheSettingThatChangesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var port = new Port("gateway.port", taken.getLocalPort());

            assertThatThrownBy(() -> port.refuseTaken("网关 gateway"))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessageContaining("端口 " + taken.getLocalPort())
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("gateway.port=")
                    .hasMessageContaining("ALLIANCE_GATEWAY_PORT");
        }
    }

    @Test
    void freePortIsNotRefused() {
        assertThatCode(() -> new Port("gateway.port", FreePort.find()).refuseTaken("gateway"))
                .doesNotThrowAnyException();
    }
}
