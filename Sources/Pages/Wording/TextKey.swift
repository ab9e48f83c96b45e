/// A text of the pages. Each has a line in the table of every language.
enum TextKey: String, CaseIterable, Hashable, Sendable {
    // The frame of every page.
    case skipToContent, brandHome, navMain, navUnits, navStart, navHome, navFigures, navReview,
        navAdmin, navHelp, signIn, signOut

    // Periods.
    case periodMonth, periodQuarter, periodHalf1, periodHalf2, periodNineMonths, periodYear,
        periodYearToDate, ladderLabel, stepQuarter, stepHalf1, stepHalf2, stepNineMonths, stepYear,
        stepYearToDate, swipeForMore

    // States of a report.
    case stateFuture, stateDue, stateOverdue, stateDraft, stateOverdueDraft, stateSubmitted,
        stateSubmittedLate, stateAccepted, stateReturned, stateAbsent, revision

    // Heads of columns.
    case columnUnit, columnReports, columnLate, columnMonth, columnValue, columnInterval,
        columnTarget, columnState, columnReceived, columnDue, columnForm, columnIndicator,
        columnCourse, columnElement, columnSum, columnUnits, columnRow, columnWarnings, columnYear,
        columnExpected, columnArrived, columnMissing, columnAccepted, columnMonths, columnSince

    // The dashboard: head and answer.
    case dashboardLede, boundaries, boundariesReported, boundariesCurrent, dataAs, unitCount,
        journalSeq, unitCode, answerNothingDue, answerNoReports, answerNotBegun, answerNotBegunNote,
        answerLatest,
        answerNoTargets,
        answerAllMet, answerSomeMet, answerAllUnknown, answerPlan, planYear, planOtherYear,
        factTargets, factReports, clauseMissed, clauseOnTrack,
        clauseUnknown, clauseOfTheseClose, clauseNoneMissed, clauseOnTime, clauseLate,
        clauseOutstanding, clauseAccepted, clauseNothingDue, whoIsMissing, whoReported,
        factRemarks, remarkMissing, remarkNoneAccepted,
        remarkSomeAccepted, remarkOverWhole, remarkUneven, remarkSmall

    // The dashboard: targets and figures.
    case targetMet, targetJustMet, targetJustMissed, targetMissed, targetOnTrack,
        targetOffTrack, targetUnknown, targetOfYear, noFigure, intervalText, keyValue, keyTarget,
        keyTargetLine, keyNear,
        sparkCounts, sparkRange, chartSummary, chartEmpty, chartTable, trendTitle, readingTitle,
        readingWhole, readingAllMet, readingMissed, readingMarks, readingBars, trendNearest,
        trendChoice, trendAll, chartEarlier, changeBetter, changeWorse, changeHigher, changeLower,
        changeUnclear, changeNone, gapMore, gapFewer, smallNumbers

    // The dashboard: tables and notes.
    case belowTitle, belowEmpty, belowAllMet, belowNoneSure, belowSomeSure, belowHidden,
        monthsTitle, enterReport, openReport, pointsMissing, indicatorsTitle, indicatorsNote,
        sumsTitle, sumsNote,
        valuesTitle, valuesNote, stockMark, blankElements, notesTitle, noteRates, noteInterval,
        noteStocks, noteZero, noteReports, noteChange, noteEstimated, noteWithout, sumBlank,
        sumNotApplicable, unitBegan, unitFrom, unitReadCurrent, unitEnded, unitInto, unitGoesOn,
        unitMore, rowsAddToLess, areasTitle, areasNote, areaPart

    // The entry form.
    case entryCrumb, entryDeadline, entryDeadlineDay, daysLate, daysLeft, dueToday, entryState,
        entryForm, legalBasis, entryOtherMonths, entrySections, entryCells, entryNote,
        entryOptional,
        entryReadOnly, legendZero, legendBlankMark, legendBlank, legendNotApplicable,
        legendGreyMark, legendGrey, legendNoRow, fillZero, fillNotApplicable, fillLastMonth, sumOf,
        sumOfMany, explain, findingError, findingWarning, findingsErrors, findingsBoth,
        findingsWarnings, tallyErrors, tallyWarnings, errorUnreadable, errorTooLarge, noticeDraft,
        noticeUnchanged, noticeFilled, receiptTitle, receiptDetail, explained, explainedNot,
        explainTitle, explainAdvice,
        explainMissing, mergeTitle, mergeWho, mergeAdvice, mergeAllSettled, mergeBase, mergeBoth,
        mergeYours, mergeBlank, mergeSend, mergeDraft, mergeDrop,
        notStoredTitle, notStoredAdvice,
        draftTakenUp, noticeActed, noticeNotDone, deadlineExtended, lifeWho, lifeReturned,
        lifeAccepted, lifeLocked, lifeReopened, lifeClosed, lifeCourse, lifeDidSubmit,
        lifeDidReturn, lifeDidAccept, lifeDidReopen, actTitle, actList, actAccept, actReturn,
        actReturnHint, actReopen, actReopenHint, receiptPrint, receiptHow, receiptSent,
        receiptStored, receiptBy, receiptRevision, receiptEntry, receiptHash, receiptWarnings,
        dockLabel, saveDraft, submit, keysTitle, keysDown, keysUp, keysPaste, keysUndo, keysSave

    // The review.
    case reviewTitle, reviewCrumb, reviewSentence, reviewStates, reviewEmpty, turnReviewer,
        turnReviewerNote, turnReporter, turnReporterNote, turnNobody, turnNobodyNote, returnReason,
        warningsOpen, warningsExplained, stripText, keyOnTime, keyLate, keyMissing, keyClock

    // The life of a report: review, home, history, comparison.
    case filterAll, reviewFilter, reviewProgress, countOverdue, columnAct, columnWaiting,
        columnBefore, columnAfter, columnChange, columnUsual, choose, look, dockReview,
        dockChosen, dockOpen, acceptChosen, warningOpen, warningExplained, warningsMore,
        warningSides, extendedTo, panelNumbers, panelReturnReason, panelReopenReason, panelReturn,
        panelAccept, panelAcceptAnyway, panelReopen, panelSuggestion,
        dayNeeded, doneAccepted, doneReturned, doneReopened, doneReopenedMark, doneClosed,
        doneOpened, doneExtended, notDone, monthTitle, monthClosed, monthClosedMark,
        monthClosedBy, extendTitle, extendUntil, extendReason, extendButton, closeTitle,
        closeLede, closeNote, closeReason, closeButton, openTitle, openReason, openButton,
        openElsewhere, remindTitle, remindAll, remindEach, historyTitle, historySaid,
        historyRevisions, historyNote, historyTime, historyFirst, historySame, historyChanged,
        historyMore, historyOlder, historyAll, historyPreviousHash, saidNote, saidReturned,
        saidReopened, saidAccepted, saidExplained, sourceForm, sourceAPI, sourceImport, blankMark,
        compareTitle, compareNothingBefore, compareUsual, compareOdd, compareAll, compareEvery,
        compareOddOnly, compareNote, homeReturned, homeDrafts, homeNext, homeHasDraft, homeNeed,
        homeWaiting, homeQuestionable, homeOverdue, homeRemind, homeMonths

    // Completeness.
    case completenessTitle, completenessCrumb, completenessSentence, completenessNothing, seeAlso,
        partOnTime, partEmpty, missingTitle, missingNobody, missingOverdue, missingDue,
        missingMore, missingCopy, missingTextHead, matrixTitle, matrixMore, keyDue, keyAccepted,
        keyEmpty, keyNotExpected, keyNothing, keyPercent, keySomeLate

    // Data quality.
    case qualityTitle, qualitySentence, qualityClean, qualityNothing, qualityUnjudged,
        qualityPlaces, qualitySums, qualityByUnit, qualityWholeReport, qualityEmpty, qualityRule,
        qualityContradiction, qualityCopied, qualityRepeated, qualityBlank, qualityNotApplicable,
        qualityZero,
        qualityOutlier, qualityJump, qualitySize, qualityHeaped, familyWrong, familyAbsent,
        familyAgain,
        familyOdd, columnKind, columnWhy, columnTotal, qualityNoteQuestion, qualityNoteHow

    // Home, search and sign in.
    case homeLate, homeNothingLate, homeGroupLate, homeGroupDue, homeGroupSent, homeReceived,
        homeDeadline, homeOwnFigures, visitorTitle, visitorLede, visitorProvinces, searchTitle,
        searchLabel, searchButton, searchNothing, searchFound, searchCut, loginToken, loginAdvice,
        loginUnknown, loginWaitSeconds, loginWaitMinutes

    // Changes of units.
    case unitsTitle, unitsLede, unitsNew, unitsFile, unitsList, unitsNone, unitsChange, unitsDay,
        unitsBy, unitsReason, unitsMade, unitsTakenBack, unitsPlanned, unitsInForce, unitsUndone,
        unitsMerge, unitsSplit, unitsMove, unitsRename, unitsOpen, unitsClose, unitsUnits,
        unitsUnit, unitsInto, unitsNewID, unitsName, unitsNameHint, unitsKind, unitsCode,
        unitsParent, unitsLevel, unitsPart, unitsShare, unitsKeeps, unitsPreview,
        unitsPreviewLede, unitsFrom, unitsMake, unitsEdit, unitsBackdated, unitsWrong,
        unitsNumber, unitsUndoLede, unitsUndo, unitsFind, unitsFoundNone, unitsFoundSeveral,
        unitsThis, unitsHasEnded,
        unitsJoin, unitsLeave, unitsArea, unitsMembership, memberWhole, memberPart, unitsUnitsHint,
        levelProvince, levelDistrict, levelArea,
        levelCommune, levelStationPoint, levelHospital, levelClinic, topicUnits,
        topicSuccessions, topicChildren, topicExpected, topicAssignments, topicReports,
        topicPeople, topicAreas, topicTargets, topicSums

    // Errors as pages.
    case refused400, refused400Advice, unitHasNoPeriod, unitHasNoToday, wayNearest, wayCurrent,
        wayArea, refused401, refused401Advice, refused403, refused403Advice,
        refused404, refused404Advice, refused405, refused405Advice, refused429,
        refused429Advice, refused500, refused500Advice,
        refused503, refused503Advice, refused507, refused507Advice, requestID
}
