"""The load is what services publish."""

from bench.load.dossiers import accepted_now, completed_earlier, in_waves
from services.contracts.envelope import from_headers
from services.contracts.events.registry import find_event_type


def test_records_can_be_read_back() -> None:
    """Every record has a known type on the right topic, a body of that type and the next sequence."""
    for life in (accepted_now(3), completed_earlier(4)):
        for seq, record in enumerate(life, 1):
            envelope = from_headers(record.headers)
            found = find_event_type(envelope.type)
            assert found is not None
            assert found.topic is not None
            assert (found.topic.name, envelope.seq) == (record.topic, seq)
            assert found.model.model_validate_json(record.value or b"")


def test_waves_keep_the_order_of_each_dossier() -> None:
    """The first events of all, then the second ones."""
    lives = [completed_earlier(number) for number in range(3)]
    seqs = [from_headers(record.headers).seq for record in in_waves(lives)]
    assert seqs == [1, 1, 1, 2, 2, 2, 3, 3, 3]
