"""The example alert: Prefect tells a webhook when a run fails, crashes, or takes nothing in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

if TYPE_CHECKING:
    from prefect.client.orchestration import SyncPrefectClient

NAME = "onrecord-alert"
# A run's end is an event named after its state; TookInNothing is ours (`flows/orchestration/prefect_flow.py`).
BAD_ENDS = ("Failed", "Crashed", "TimedOut", "TookInNothing")
SUBJECT = "onrecord: {{ flow_run.name }} ended as {{ flow_run.state.name }}"
BODY = "{{ flow_run.state.message }}\n{{ flow_run|ui_url }}"


def set_alert(client: SyncPrefectClient, address: str) -> None:
    """Makes the automation, or points the one that is there to another address.

    address gets a POST with the JSON object {"subject": ..., "body": ...}.
    """
    message = {"subject": "{{subject}}", "body": "{{body}}"}
    block = CustomWebhookNotificationBlock.model_validate({"name": NAME, "url": address, "json_data": message})
    block_id = block.save(NAME, overwrite=True)
    for old in client.read_automations_by_name(NAME):
        client.delete_automation(old.id)
    client.create_automation(make_automation(block_id))


def make_automation(block_id: object) -> AutomationCore:
    """The automation for the notification block of that id."""
    return AutomationCore(
        name=NAME,
        description="A run of onrecord failed, or took in nothing",
        trigger=EventTrigger(
            expect={f"prefect.flow-run.{end}" for end in BAD_ENDS},
            match=ResourceSpecification({"prefect.resource.id": "prefect.flow-run.*"}),
            match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": "onrecord"}),
            posture=Posture.Reactive,
            threshold=1,
            within=timedelta(0),
        ),
        actions=[SendNotification.model_validate({"block_document_id": block_id, "subject": SUBJECT, "body": BODY})],
    )
