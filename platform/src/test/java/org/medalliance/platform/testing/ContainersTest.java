package org.medalliance.platform.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class ContainersTest {

    @Test
    void withoutADockerEngineTheProfileSaysWhatToDo() {
        assumeFalse(DockerClientFactory.instance().isDockerAvailable());

        assertThatIllegalStateException()
                .isThrownBy(Containers::postgres)
                .withMessageContaining("needs a Docker engine")
                .withMessageContaining("需要 Docker");
        assertThatIllegalStateException().isThrownBy(Containers::kafka);
    }
}
