"""Shapes of batches, payments, returns and changes of account."""

from rest_framework import serializers

from aid_portal.api.scoped import ScopedSerializer
from aid_portal.models import OrgUnit
from students.models import TermSetting
from subsidies.choices import Channel, FundSource, Payee
from subsidies.models import BankFile, BankLayout, BankReturn, Batch, CardChange, Payment, Programme


class BatchFileSerializer(serializers.ModelSerializer):
    layout = serializers.CharField(source="layout.code", read_only=True)
    layout_version = serializers.IntegerField(source="layout.version", read_only=True)

    class Meta:
        model = BankFile
        fields = ("id", "number", "layout", "layout_version", "sha256", "row_count", "total", "made_at")


class BatchSerializer(serializers.ModelSerializer):
    """`digest` goes back as `seen` with a release; `overdue`: the bank's time is over and some row has no answer.

    `signatures_wanted` further persons sign before the release, `signatures` have.
    """

    parent = serializers.CharField(source="parent.number", default=None, read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    digest = serializers.SerializerMethodField()
    prepared_by = serializers.CharField(source="prepared_by.username", read_only=True)
    reviewed_by = serializers.CharField(source="reviewed_by.username", default=None, read_only=True)
    released_by = serializers.CharField(source="released_by.username", default=None, read_only=True)
    overdue = serializers.BooleanField(read_only=True, default=False)
    signatures_wanted = serializers.IntegerField(source="wanted", read_only=True, default=0)
    signatures = serializers.IntegerField(source="signed", read_only=True, default=0)
    files = BatchFileSerializer(many=True, read_only=True)

    class Meta:
        model = Batch
        fields = (
            *("id", "number", "title", "term", "channel", "parent", "status", "status_label", "row_count", "total", "digest"),
            *("due_back_on", "overdue", "return_note", "close_note", "prepared_by", "prepared_at", "reviewed_by"),
            *("reviewed_at", "released_by", "released_at", "closed_at", "files"),
            *("signatures_wanted", "signatures"),
        )
        read_only_fields = fields

    def get_digest(self, batch: Batch) -> str:
        return bytes(batch.digest or b"").hex()


class ChoiceSerializer(ScopedSerializer):
    """Nothing chosen means all; programmes and schools by their codes."""

    term = serializers.PrimaryKeyRelatedField(queryset=TermSetting.objects.none())
    channel = serializers.ChoiceField(choices=Channel.choices)
    programmes = serializers.SlugRelatedField(slug_field="code", queryset=Programme.objects.none(), many=True, default=list)
    schools = serializers.SlugRelatedField(slug_field="code", queryset=OrgUnit.objects.none(), many=True, default=list)
    bank = serializers.CharField(max_length=60, allow_blank=True, default="")
    source = serializers.ChoiceField(choices=FundSource.choices, allow_blank=True, default="")


class TitleSerializer(serializers.Serializer):
    title = serializers.CharField(min_length=2, max_length=120)
    leave_out = serializers.BooleanField(default=False)


class BuildSerializer(ChoiceSerializer, TitleSerializer):
    pass


class TrialProblemSerializer(serializers.Serializer):
    entitlement = serializers.IntegerField()
    code = serializers.CharField()
    severity = serializers.CharField()


class TrialSerializer(serializers.Serializer):
    """`left_out` rows have an error, `elsewhere` go through the other card channel."""

    good = serializers.IntegerField()
    total = serializers.DecimalField(14, 2)
    left_out = serializers.IntegerField()
    elsewhere = serializers.IntegerField()
    problems = TrialProblemSerializer(many=True)


class BatchSeenSerializer(serializers.Serializer):
    """The digest of the batch that was looked at."""

    seen = serializers.RegexField(r"^[0-9a-f]{64}$")


class BatchReleaseSerializer(BatchSeenSerializer):
    """The password is asked of a person; where a token was sent it is not looked at."""

    password = serializers.CharField(trim_whitespace=False, max_length=256, write_only=True, required=False)


class DaySerializer(serializers.Serializer):
    day = serializers.DateField()


class SettleSerializer(DaySerializer):
    voucher = serializers.CharField(max_length=40)


class CloseSerializer(serializers.Serializer):
    note = serializers.CharField(max_length=200, allow_blank=True, default="")


class MakeFileSerializer(ScopedSerializer):
    """The layout in use by that code."""

    layout = serializers.SlugRelatedField(slug_field="code", queryset=BankLayout.objects.none())


class PaymentSerializer(serializers.ModelSerializer):
    """Without account and id: these leave in the bank's file alone."""

    batch = serializers.CharField(source="batch.number", read_only=True)
    reference = serializers.CharField(read_only=True)
    student_name = serializers.CharField(source="entitlement.enrolment.name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    programme = serializers.CharField(source="programme.code", read_only=True)

    class Meta:
        model = Payment
        fields = (
            *("id", "batch", "sequence", "reference", "entitlement", "adjustment", "reissue_of", "student", "student_name"),
            *("school", "programme", "tier", "rate", "amount", "payee", "payee_name", "status", "settled_on", "bank_serial"),
            *("reason_code", "fen_central", "fen_province", "fen_city", "fen_county", "fen_donor"),
        )
        read_only_fields = fields


class BankReturnSerializer(serializers.ModelSerializer):
    batch = serializers.CharField(source="batch.number", read_only=True)
    layout = serializers.CharField(source="layout.code", read_only=True)
    status_label = serializers.CharField(source="get_status_display", read_only=True)
    uploaded_by = serializers.CharField(source="uploaded_by.username", read_only=True)
    booked_by = serializers.CharField(source="booked_by.username", default=None, read_only=True)

    class Meta:
        model = BankReturn
        fields = (
            *("id", "batch", "layout", "sha256", "status", "status_label", "problems", "paid_count", "paid_total"),
            *("returned_count", "returned_total", "settled_count", "uploaded_by", "uploaded_at", "booked_by", "booked_at"),
        )
        read_only_fields = fields


class PreviewSerializer(serializers.Serializer):
    """The first rows as the bank would read them, numbers masked; `problems` where they cannot be written in this layout."""

    layout = serializers.CharField()
    layout_version = serializers.IntegerField()
    headings = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    problems = serializers.ListField(child=serializers.CharField())


class ReturnUploadSerializer(ScopedSerializer):
    """Without `layout_version` the version by which the batch was sent, else the one in use."""

    layout = serializers.SlugField(max_length=24)
    layout_version = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    batch = serializers.SlugRelatedField(slug_field="number", queryset=Batch.objects.none())
    file = serializers.FileField(allow_empty_file=True)


class BookSerializer(serializers.Serializer):
    """`accounts_checked`: a person has looked at the rows that were found by account, name and amount alone."""

    accounts_checked = serializers.BooleanField(default=False)


class CardChangeSerializer(serializers.ModelSerializer):
    student_name = serializers.CharField(source="student.name", read_only=True)
    school = serializers.CharField(source="school.code", read_only=True)
    made_by = serializers.CharField(source="made_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)

    class Meta:
        model = CardChange
        fields = (
            *("id", "student", "student_name", "school", "payment", "payee", "holder", "reason", "status", "made_by"),
            *("made_at", "decided_by", "decided_at", "decision_note"),
        )
        read_only_fields = fields


class CardProposeSerializer(ScopedSerializer):
    """Another account for the child of a returned payment; the number is never told back."""

    payment = serializers.PrimaryKeyRelatedField(queryset=Payment.objects.none())
    payee = serializers.ChoiceField(choices=[(Payee.CHILD, Payee.CHILD.label), (Payee.GUARDIAN, Payee.GUARDIAN.label)])
    holder = serializers.CharField(max_length=80)
    account = serializers.RegexField(r"^[0-9]{8,32}$", write_only=True)
    bank_name = serializers.CharField(max_length=60)
    reason = serializers.CharField(min_length=2, max_length=200)


class CardDecideSerializer(CloseSerializer):
    approved = serializers.BooleanField()
