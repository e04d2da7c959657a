"""Shapes of the months of meals, of what schools show and hear, and of their tables; what is asked for each verb."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from students.models import Enrolment
from subsidies.api.meal_fields import CanteenField, FedSchoolField, HasPhotoField, SchoolField
from subsidies.api.serializers import MONEY
from subsidies.models import CommitteeMember, MealEvent, MealReport, MealSurvey, MealUpload
from subsidies.reports.meal_surveys import result


class MealReportSerializer(serializers.ModelSerializer):
    """Figures as they were sent; `faults` are what was asked and not in order."""

    school = serializers.CharField(source="school.code", read_only=True)
    due, closing = (serializers.DecimalField(**MONEY, read_only=True) for _each in range(2))
    sent_by = serializers.CharField(source="sent_by.username", default=None, read_only=True)
    locked_by = serializers.CharField(source="locked_by.username", default=None, read_only=True)

    class Meta:
        model = MealReport
        fields = (
            *("id", "school", "month", "status", "enrolled", "benefiting", "days", "meals", "standard", "due"),
            *("opening", "received", "spent", "closing", "notices", "open_days", "satisfaction", "faults", "note", "reopening"),
            *("sent_by", "sent_at", "locked_by", "locked_at"),
        )
        read_only_fields = fields


class SendMonthSerializer(serializers.Serializer):
    school = SchoolField()
    month = serializers.DateField()
    note = serializers.CharField(max_length=300, allow_blank=True, default="")


class MealPupilSerializer(serializers.ModelSerializer):
    """One pupil of a month: days of supply on the roll, those on leave, and what is left of them."""

    school = serializers.CharField(source="school.code", read_only=True)
    month = serializers.CharField(read_only=True)
    supplied = serializers.IntegerField(source="eating.supplied", read_only=True)
    away = serializers.IntegerField(source="eating.away", read_only=True)
    days = serializers.IntegerField(source="eating.days", read_only=True)

    class Meta:
        model = Enrolment
        fields = (
            *("id", "month", "school", "name", "stage", "grade", "class_name", "boarding", "status", "status_on"),
            *("supplied", "away", "days"),
        )
        read_only_fields = fields


class TopicResultSerializer(serializers.Serializer):
    topic = serializers.CharField()
    average = serializers.DecimalField(max_digits=3, decimal_places=1)
    content = serializers.DecimalField(max_digits=4, decimal_places=1)


class MealSurveySerializer(serializers.ModelSerializer):
    """`results` are empty below the minimum of answers; `content` is the share in percent of who is content."""

    school = serializers.CharField(source="canteen.school.code", read_only=True)
    answers = serializers.IntegerField(source="answer_count", read_only=True)
    results = serializers.SerializerMethodField()

    class Meta:
        model = MealSurvey
        fields = ("id", "canteen", "school", "title", "code", "opens_on", "closes_on", "minimum", "answers", "results")
        read_only_fields = fields

    @extend_schema_field(TopicResultSerializer(many=True))
    def get_results(self, survey: MealSurvey) -> list[dict]:
        return TopicResultSerializer(result(survey).topics, many=True).data


class MealSurveyWriteSerializer(serializers.ModelSerializer):
    canteen = CanteenField()

    class Meta:
        model = MealSurvey
        fields = ("canteen", "title", "opens_on", "closes_on", "minimum")
        extra_kwargs = {"title": {"min_length": 2}, "minimum": {"required": True}}


class MealEventSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)
    has_photo = HasPhotoField()

    class Meta:
        model = MealEvent
        fields = ("id", "school", "day", "kind", "title", "people", "minutes", "measures", "has_photo", "recorded_at")
        read_only_fields = fields


class MealEventWriteSerializer(serializers.ModelSerializer):
    """`people` came to an open day or a meeting; a meeting has `minutes`."""

    school = FedSchoolField()
    photo = serializers.FileField(allow_null=True, default=None)

    class Meta:
        model = MealEvent
        fields = ("school", "day", "kind", "title", "people", "minutes", "measures", "photo")
        validators = ()
        extra_kwargs = {"people": {"default": 0}, "minutes": {"default": ""}, "measures": {"default": ""}}


class CommitteeMemberSerializer(serializers.ModelSerializer):
    school = serializers.CharField(source="school.code", read_only=True)

    class Meta:
        model = CommitteeMember
        fields = ("id", "school", "name", "part", "from_on", "until_on")
        read_only_fields = fields


class CommitteeMemberWriteSerializer(serializers.ModelSerializer):
    school = FedSchoolField()

    class Meta:
        model = CommitteeMember
        fields = ("school", "name", "part", "from_on")
        validators = ()


class MealUploadSerializer(serializers.ModelSerializer):
    """`mistakes`: row, column and sentence; with one of them nothing can be accepted."""

    school = serializers.CharField(source="school.code", read_only=True)
    file_name = serializers.CharField(source="file.name", read_only=True)
    row_count = serializers.SerializerMethodField()

    class Meta:
        model = MealUpload
        fields = (
            *("id", "school", "month", "kind", "file_name", "status", "row_count", "empty", "mistakes"),
            *("uploaded_at", "accepted_at", "undone_at"),
        )
        read_only_fields = fields

    def get_row_count(self, upload: MealUpload) -> int:
        return len(upload.rows)


class MealTableSerializer(serializers.ModelSerializer):
    """Which table of which month."""

    school = FedSchoolField()

    class Meta:
        model = MealUpload
        fields = ("school", "month", "kind")


class MealUploadWriteSerializer(MealTableSerializer):
    file = serializers.FileField(allow_empty_file=True)

    class Meta(MealTableSerializer.Meta):
        fields = (*MealTableSerializer.Meta.fields, "file")
