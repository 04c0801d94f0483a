import gc
import weakref

from quotestance.corpus.collector import sweep, swept


def test_a_sweep_takes_cycles_and_nothing_else():
    class Thing:
        pass

    kept, lost = Thing(), None
    with swept():
        assert not gc.isenabled()
        lost = Thing()
        lost.itself = lost
        gone = weakref.ref(lost)
        del lost
        assert gone() is not None
        sweep()
        assert gone() is None
    assert gc.isenabled()
    assert isinstance(kept, Thing)
