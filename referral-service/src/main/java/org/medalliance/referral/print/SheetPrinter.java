package org.medalliance.referral.print;

import java.time.Clock;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Makes sheets into PDF, one after the other on a thread of its own: drawing is work, and the letters are shared. */
@Component
class SheetPrinter implements DisposableBean {

    /** More than wait at any counter; whoever comes then is told that it is busy. */
    private static final int WAITING = 500;

    private final Clock clock;
    private final Scheduler desk = Schedulers.newBoundedElastic(1, WAITING, "print");
    private final Mono<Typeface> typeface = Mono.fromSupplier(Typeface::new).cache();

    SheetPrinter(Clock clock) {
        this.clock = clock;
    }

    Mono<byte[]> print(Sheet sheet) {
        return typeface.map(it -> new Form(it, sheet).draw("打印时间 " + Times.minute(clock.instant())))
                .subscribeOn(desk);
    }

    @Override
    public void destroy() {
        desk.dispose();
    }
}
